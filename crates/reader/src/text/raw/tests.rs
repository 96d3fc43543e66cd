use super::*;
use crate::testing::FewWords;
use crate::text::line::pages;

/// The rows of the only table, its cells joined by bars, and what is noted of it.
fn read(source: &str) -> (Vec<String>, Vec<String>) {
    let pages = pages(source);
    let lines: Vec<&TextLine> = pages.iter().flatten().collect();
    let phrases = Phrases::of(lines.iter().copied());
    let (tables, _) = tables(&lines, &phrases, &FewWords);
    let Some(found) = tables.first() else { return (Vec::new(), Vec::new()) };
    let row = |row: u32| -> String {
        let cells = found.table.cells.iter().filter(|cell| cell.row == row);
        cells.map(|cell| cell.text().replace('\n', " ")).collect::<Vec<_>>().join("|")
    };
    let notes = found.notes.iter().map(|note| note.message.clone()).collect();
    ((0..found.table.rows).map(row).collect(), notes)
}

const VALUES: &str = "TT\nNội dung chỉ tiêu\nChỉ tiêu đạt\nnăm 2023\nDự kiến\nnăm 2024\nGhi chú\nI Cải cách thể chế\n1\n\
    Hoàn thành toàn bộ nội dung thực hiện theo dõi thi hành pháp\nluật hàng năm theo kế hoạch.\n100% 95%\nTheo luật\n2\n\
    Tỷ lệ hồ sơ giải quyết trực tuyến đạt tối thiểu\n80%.\n89,64% 80%\nTheo quyết định\n3 Mức độ hài lòng 90% 95%\nKết luận:";

#[test]
fn rows_with_their_values() {
    let (rows, _) = read(VALUES);
    assert_eq!(rows[0], "TT|Nội dung chỉ tiêu|Chỉ tiêu đạt năm 2023|Dự kiến năm 2024|Ghi chú");
    assert_eq!(rows[1], "I|Cải cách thể chế|||");
    assert!(rows[2].ends_with("theo kế hoạch.|100%|95%|Theo luật"), "{}", rows[2]);
    assert!(rows[3].ends_with("đạt tối thiểu 80%.|89,64%|80%|Theo quyết định"), "{}", rows[3]);
    assert_eq!(rows[4..], ["3|Mức độ hài lòng|90%|95%|"]);
}

const TASKS: &str = "STT Nhiệm vụ Cơ quan chủ trì\nThời gian\nthực hiện\n\
    1 Tổ chức hội nghị tuyên truyền,\nphổ biến kiến thức\nSở Thông tin và\nTruyền thông\nQuý I\n\
    2 Nâng cấp mạng nội bộ Sở Nội vụ Quý II\n\
    3 Rà soát, sửa đổi quy chế quản Sở Thông tin và Quý III\n\x0c\
    STT Nhiệm vụ Cơ quan chủ trì\nThời gian\nthực hiện\nlý văn bản điện tử Truyền thông\n\
    4 Cập nhật cơ sở dữ liệu đất đai Sở Thông tin và\nTruyền thông\nTháng 6";

#[test]
fn cells_of_a_line_share_it_and_rows_go_on_over_pages() {
    let (rows, _) = read(TASKS);
    assert_eq!(
        rows[1..],
        [
            "1|Tổ chức hội nghị tuyên truyền, phổ biến kiến thức|Sở Thông tin và Truyền thông|Quý I",
            "2|Nâng cấp mạng nội bộ|Sở Nội vụ|Quý II",
            "3|Rà soát, sửa đổi quy chế quản lý văn bản điện tử|Sở Thông tin và Truyền thông|Quý III",
            "4|Cập nhật cơ sở dữ liệu đất đai|Sở Thông tin và Truyền thông|Tháng 6",
        ]
    );
}

#[test]
fn a_row_that_may_be_parted_otherwise_is_pointed_out() {
    let (_, notes) = read(&format!("{TASKS}\n5 Sở Nội vụ Sở Tài chính Sở Y tế Quý IV"));
    assert!(notes.iter().any(|note| note.contains("«5»")), "{notes:?}");
}

#[test]
fn what_is_no_table_stays_prose() {
    for text in [
        "TT\nMục đích của kế hoạch\n1. Xây dựng\n2. Thực hiện\n3. Kết thúc",
        "STT\n\nNhiệm vụ\n\n1\n2\n\n3\n\nCơ quan chủ trì\n\nThời gian\n\nSở Nội vụ\nSở Y tế\n\nQuý I",
        "Số: 12/KH-UBND Nhiệm vụ Cơ quan\n1. Xây dựng kế hoạch\n2. Thực hiện",
    ] {
        assert!(read(text).0.is_empty(), "{text}");
    }
}
