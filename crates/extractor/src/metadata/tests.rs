//! Made-up letterheads, titles and signatures of many levels and layouts.

use super::*;
use model::{Cell, Line, Paragraph, Place, Run, Table, TableMake};
use proptest::prelude::*;

/// A paragraph; `\n` parts its lines. The first letter says where and how it stands: `L` left, `R`
/// right, `C` centred and bold, `c` centred, `|` plain.
fn paragraph(text: &str) -> Paragraph {
    let (mark, text) = text.split_at(1);
    let line = |text: &str| Line {
        runs: [Run { text: text.to_owned(), bold: mark == "C", ..Run::default() }].into(),
        place: Place::Paragraph { paragraph: 1 },
    };
    Paragraph {
        lines: text.split('\n').map(line).collect(),
        centered: matches!(mark, "C" | "c"),
        column: match mark {
            "L" => 1,
            "R" => 2,
            _ => 0,
        },
        ..Paragraph::default()
    }
}

fn blocks(texts: &[&str]) -> Vec<Block> {
    texts.iter().map(|text| Block::Paragraph(paragraph(text))).collect()
}

/// A table of one row of cells a line, each cell's paragraphs parted by `\n`.
fn table(make: TableMake, rows: &[&[&str]]) -> Block {
    let cell = |row: usize, column: usize, text: &str| Cell {
        row: row as u32,
        column: column as u32,
        row_span: 1,
        column_span: 1,
        paragraphs: text.split('\n').map(|text| paragraph(&format!("|{text}"))).collect(),
        ..Cell::default()
    };
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, text)| cell(row, column, text)))
        .collect();
    Block::Table(Table {
        make,
        rows: rows.len() as u32,
        columns: rows.iter().map(|row| row.len()).max().unwrap_or(0) as u32,
        cells,
        header_rows: 0,
        repeated_rows: 0,
        parts: model::Places::new(),
        name: None,
    })
}

fn of(blocks: &[Block]) -> Metadata {
    read(blocks, &[]).0
}

/// What a test looks at, in one line: kind, number, symbol, issuer, parent, place, date, title.
fn summary(metadata: &Metadata) -> [String; 8] {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    [
        format!("{:?}", metadata.kind),
        metadata.number.map_or("-".into(), |number| number.to_string()),
        text(&metadata.symbol),
        text(&metadata.issuer),
        text(&metadata.parent_issuer),
        text(&metadata.place),
        text(&metadata.date),
        text(&metadata.title),
    ]
}

#[track_caller]
fn check(blocks: &[Block], expected: [&str; 8]) {
    assert_eq!(summary(&of(blocks)), expected.map(str::to_owned));
}

const MOTTO: &str = "RCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc";

#[test]
fn department_of_a_province() {
    let blocks = blocks(&[
        "LUBND TỈNH HÒA AN\nSỞ NỘI VỤ",
        "LSố: 115      /KH-SNV",
        MOTTO,
        "RHòa An, ngày 04 tháng 8 năm 2026",
        "CKẾ HOẠCH",
        "CThực hiện công tác cải cách hành chính năm 2026\ncủa Sở Nội vụ",
        "|Thực hiện Kế hoạch số 12/KH-UBND, Sở Nội vụ ban hành kế hoạch như sau:",
        "|I. MỤC TIÊU",
    ]);
    check(
        &blocks,
        [
            "KeHoach",
            "115",
            "KH-SNV",
            "SỞ NỘI VỤ",
            "UBND TỈNH HÒA AN",
            "Hòa An",
            "2026-08-04",
            "KẾ HOẠCH Thực hiện công tác cải cách hành chính năm 2026 của Sở Nội vụ",
        ],
    );
    let used = read(&blocks, &[]).1;
    let parts: Vec<Option<Part>> = (0..8).map(|index| used.paragraph(index)).collect();
    let (head, title) = (Some(Part::Letterhead), Some(Part::Title));
    assert_eq!(parts, [head, head, head, head, title, title, None, None]);
}

#[test]
fn letter_of_a_ward() {
    let blocks = blocks(&[
        "LỦY BAN NHÂN DÂN",
        "LPHƯỜNG 7",
        "LSố:         /UBND-VP",
        "LV/v rà soát, báo cáo các\nchỉ tiêu năm 2024",
        MOTTO,
        "RPhường 7, ngày      tháng 3 năm 2024",
        "|Kính gửi: Các công chức phường",
        "|Thực hiện kế hoạch.",
    ]);
    check(
        &blocks,
        [
            "CongVan",
            "-",
            "UBND-VP",
            "ỦY BAN NHÂN DÂN PHƯỜNG 7",
            "-",
            "Phường 7",
            "2024-03",
            "rà soát, báo cáo các chỉ tiêu năm 2024",
        ],
    );
    assert_eq!(read(&blocks, &[]).1.paragraph(6), None, "the addressee stays in the outline");
}

#[test]
fn borderless_tables_of_word() {
    let one_row = table(
        TableMake::Borderless,
        &[&[
            "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\n\nSố: 07/2025/QĐ-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTân Lập, ngày 3 tháng 01 năm 2025",
        ]],
    );
    let two_rows = table(
        TableMake::Lattice,
        &[
            &[
                "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\n-------",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc",
            ],
            &["Số: 07/2025/QĐ-UBND", "Tân Lập, ngày 3 tháng 01 năm 2025"],
        ],
    );
    for head in [one_row, two_rows] {
        let mut all = vec![head];
        all.extend(blocks(&[
            "CQUYẾT ĐỊNH",
            "CVề việc ban hành Kế hoạch phát triển kinh tế - xã hội năm 2025",
            "CCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
            "|Căn cứ Luật Tổ chức chính quyền địa phương;",
        ]));
        check(
            &all,
            [
                "QuyetDinh",
                "7",
                "QĐ-UBND",
                "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
                "-",
                "Tân Lập",
                "2025-01-03",
                "QUYẾT ĐỊNH Về việc ban hành Kế hoạch phát triển kinh tế - xã hội năm 2025",
            ],
        );
        let used = read(&all, &[]).1;
        assert_eq!(used.row(0, 0), Some(Part::Letterhead));
        assert_eq!(used.paragraph(3), None);
    }
}

#[test]
fn text_dumps_without_sides() {
    let left_first = blocks(&[
        "|UBND HUYỆN TÂN LẬP",
        "|PHÒNG NỘI VỤ",
        "|Số: 45/BC-NV",
        "|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "|Độc lập - Tự do - Hạnh phúc",
        "|Tân Lập, ngày 9 tháng 12 năm 2022",
        "|BÁO CÁO",
        "|Kết quả thực hiện kế hoạch năm 2022",
        "|Phòng Nội vụ báo cáo như sau:",
    ]);
    let line_by_line = blocks(&[
        "|UBND HUYỆN TÂN LẬP     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "|   PHÒNG NỘI VỤ           Độc lập - Tự do - Hạnh phúc",
        "|Số: 45/BC-NV       Tân Lập, ngày 9 tháng 12 năm 2022",
        "|               BÁO CÁO",
        "|    Kết quả thực hiện kế hoạch năm 2022",
        "|Phòng Nội vụ báo cáo như sau:",
    ]);
    let spaces_lost = blocks(&[
        "|UBND HUYỆN TÂN LẬP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "|PHÒNG NỘI VỤ Độc lập - Tự do - Hạnh phúc",
        "|Số: 45/BC-NV Tân Lập, ngày 9 tháng 12 năm 2022",
        "|BÁO CÁO",
        "|Kết quả thực hiện kế hoạch năm 2022",
        "|Phòng Nội vụ báo cáo như sau:",
    ]);
    let with_rules = blocks(&[
        "|UBND HUYỆN TÂN LẬP\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "|PHÒNG NỘI VỤ\tĐộc  lập  -  Tự  do  -  Hạnh  phúc",
        "|_________\t           __________________________  D.",
        "|Đơn vị soạn",
        "|Số :  45/BC-NV\t              Tân Lập, ngày   9  tháng 12 năm 2022",
        "|BÁO CÁO",
        "|Kết quả thực hiện kế hoạch năm 2022",
        "|- Phòng Nội vụ báo cáo",
    ]);
    for blocks in [left_first, line_by_line, spaces_lost, with_rules] {
        check(
            &blocks,
            [
                "BaoCao",
                "45",
                "BC-NV",
                "PHÒNG NỘI VỤ",
                "UBND HUYỆN TÂN LẬP",
                "Tân Lập",
                "2022-12-09",
                "BÁO CÁO Kết quả thực hiện kế hoạch năm 2022",
            ],
        );
    }
}

#[test]
fn attached_plans() {
    let with_half_a_head = blocks(&[
        "LỦY BAN NHÂN DÂN",
        "RCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "RĐộc lập - Tự do - Hạnh phúc",
        "CKẾ HOẠCH",
        "CChuyển đổi số phường Tân Lập năm 2025",
        "c( Kèm theo Quyết định số         /QĐ-UBND ngày      /7/2025\ncủa UBND phường Tân Lập)",
        "CI. MỤC ĐÍCH",
    ]);
    let expected = [
        "KeHoach",
        "-",
        "-",
        "UBND phường Tân Lập",
        "-",
        "-",
        "2025-07",
        "KẾ HOẠCH Chuyển đổi số phường Tân Lập năm 2025",
    ];
    check(&with_half_a_head, expected);
    let with_none = blocks(&[
        "CKẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2023",
        "|(Ban hành kèm theo Quyết định số       /QĐ-UBND, ngày      tháng 01 năm\n2023 của UBND phường Tân Lập)",
        "|I. MỤC ĐÍCH, YÊU CẦU",
    ]);
    let title = "KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2023";
    check(&with_none, ["KeHoach", "-", "-", "UBND phường Tân Lập", "-", "-", "2023-01", title]);
    let annex = blocks(&[
        "CPhụ lục 02",
        "CCHỈ TIÊU PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2026",
        "c(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Hòa An)",
    ]);
    let title = "Phụ lục 02 CHỈ TIÊU PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2026";
    check(&annex, ["PhuLuc", "-", "-", "Ủy ban nhân dân tỉnh Hòa An", "-", "-", "2026-01-05", title]);
    let unnamed = blocks(&[
        "CHỆ THỐNG CHỈ TIÊU CHUYỂN ĐỔI SỐ",
        "c(Kèm theo Kế hoạch số…/KH-UBND ngày …/…/2024 của UBND huyện Tân Lập)",
    ]);
    check(
        &unnamed,
        ["PhuLuc", "-", "-", "UBND huyện Tân Lập", "-", "-", "2024", "HỆ THỐNG CHỈ TIÊU CHUYỂN ĐỔI SỐ"],
    );
}

#[test]
fn party_documents() {
    check(
        &blocks(&[
            "LĐẢNG BỘ TỈNH HÒA AN\nĐẢNG ỦY XÃ TÂN LẬP\n*",
            "LSố 22-NQ/ĐU",
            "RĐẢNG CỘNG SẢN VIỆT NAM",
            "RTân Lập, ngày 02 tháng 01 năm 2026",
            "CNGHỊ QUYẾT",
            "CCỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ\nvề nhiệm vụ năm 2026",
            "C-----",
            "|I. TÌNH HÌNH",
        ]),
        [
            "NghiQuyet",
            "22",
            "NQ/ĐU",
            "ĐẢNG ỦY XÃ TÂN LẬP",
            "ĐẢNG BỘ TỈNH HÒA AN",
            "Tân Lập",
            "2026-01-02",
            "NGHỊ QUYẾT CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ về nhiệm vụ năm 2026",
        ],
    );
    check(
        &blocks(&[
            "LTỈNH ỦY HÒA AN\n*",
            "LSố      -CTr/TU",
            "RĐẢNG CỘNG SẢN VIỆT NAM",
            "RHòa An, ngày      tháng      năm 2025",
            "CCHƯƠNG TRÌNH HÀNH ĐỘNG",
            "Cthực hiện Nghị quyết Đại hội",
        ]),
        [
            "ChuongTrinh",
            "-",
            "CTr/TU",
            "TỈNH ỦY HÒA AN",
            "-",
            "Hòa An",
            "2025",
            "CHƯƠNG TRÌNH HÀNH ĐỘNG thực hiện Nghị quyết Đại hội",
        ],
    );
}

#[test]
fn ministries_boards_and_councils() {
    check(
        &blocks(&[
            "LBỘ CÔNG NGHIỆP\nCỤC ĐỔI MỚI,\nSÁNG TẠO VÀ\nKHUYẾN CÔNG",
            "LSố: 1178 /ĐCK-CTT",
            "LV/v hướng dẫn quản lý\ncụm công nghiệp",
            MOTTO,
            "RHà Nội, ngày 09 tháng 7 năm 2025",
            "|Kính gửi: Sở Công nghiệp",
        ]),
        [
            "CongVan",
            "1178",
            "ĐCK-CTT",
            "CỤC ĐỔI MỚI, SÁNG TẠO VÀ KHUYẾN CÔNG",
            "BỘ CÔNG NGHIỆP",
            "Hà Nội",
            "2025-07-09",
            "hướng dẫn quản lý cụm công nghiệp",
        ],
    );
    check(
        &blocks(&[
            "LSỞ CÔNG NGHIỆP\nĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 15/QĐ-SCN",
            MOTTO,
            "LSố: 1105/KH-ĐKT",
            "RHòa An, ngày 10 tháng 3 năm 2026",
            "CKẾ HOẠCH\nKiểm tra việc chấp hành quy định",
        ]),
        [
            "KeHoach",
            "1105",
            "KH-ĐKT",
            "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 15/QĐ-SCN",
            "SỞ CÔNG NGHIỆP",
            "Hòa An",
            "2026-03-10",
            "KẾ HOẠCH Kiểm tra việc chấp hành quy định",
        ],
    );
    check(
        &blocks(&[
            "LHỘI ĐỒNG NHÂN DÂN\nĐẶC KHU CÔN SƠN",
            "LSố: 09/NQ-HĐND",
            MOTTO,
            "RCôn Sơn, ngày 31 tháng 7 năm 2025",
            "CNGHỊ QUYẾT\nVề kế hoạch đầu tư công",
            "CHỘI ĐỒNG NHÂN DÂN ĐẶC KHU CÔN SƠN",
            "CKHÓA I, KỲ HỌP THỨ HAI",
        ]),
        [
            "NghiQuyet",
            "9",
            "NQ-HĐND",
            "HỘI ĐỒNG NHÂN DÂN ĐẶC KHU CÔN SƠN",
            "-",
            "Côn Sơn",
            "2025-07-31",
            "NGHỊ QUYẾT Về kế hoạch đầu tư công",
        ],
    );
}

#[test]
fn scans_lose_marks_and_add_stamps() {
    check(
        &blocks(&[
            "LCÔNG VĂN ĐẾN SỐ 12",
            "LUBND TỈNH HÒA AN\nBAN QUẢN LÝ\nKHU KINH TẾ",
            "LSô :   123 / KH - BQL",
            "RCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM.\nDộc lập - Tự do - Hạnh phúc",
            "RHòa An, ngày 1 5 tháng 0 4 năm 2 0 24",
            "CK Ế H O Ạ C H",
            "CPhòng, chống thiên tai năm 2024",
        ]),
        [
            "KeHoach",
            "123",
            "KH-BQL",
            "BAN QUẢN LÝ KHU KINH TẾ",
            "UBND TỈNH HÒA AN",
            "Hòa An",
            "2024-04-15",
            "K Ế H O Ạ C H Phòng, chống thiên tai năm 2024",
        ],
    );
}

#[test]
fn spreadsheets() {
    let sheet = table(
        TableMake::Lattice,
        &[
            &["UBND TỈNH HÒA AN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            &["SỞ TÀI CHÍNH", "", "", "Độc lập - Tự do - Hạnh phúc"],
            &["BIỂU TỔNG HỢP CHỈ TIÊU NĂM 2026", "", "", ""],
            &["(Kèm theo Báo cáo số 5/BC-STC ngày 02/02/2026 của Sở Tài chính)", "", "", ""],
            &["STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"],
            &["1", "Thu ngân sách", "10", "12"],
        ],
    );
    check(
        std::slice::from_ref(&sheet),
        [
            "Khac",
            "-",
            "-",
            "SỞ TÀI CHÍNH",
            "UBND TỈNH HÒA AN",
            "-",
            "2026-02-02",
            "BIỂU TỔNG HỢP CHỈ TIÊU NĂM 2026",
        ],
    );
    let used = read(&[sheet], &[]).1;
    let rows: Vec<bool> = (0..6).map(|row| used.row(0, row).is_some()).collect();
    assert_eq!(rows, [true, true, true, true, false, false]);
}

#[test]
fn nothing_to_find() {
    let nothing = ["Khac", "-", "-", "-", "-", "-", "-", "-"];
    check(&[], nothing);
    check(&blocks(&["|Đây là một đoạn văn bản bình thường, không có gì đặc biệt."]), nothing);
    let table = table(TableMake::Lattice, &[&["STT", "Kế hoạch", "Thực hiện"], &["1", "5", "6"]]);
    check(&[table], nothing);
}

/// Authority, position, name, recipients.
#[track_caller]
fn check_foot(blocks: &[Block], signer: [&str; 3], recipients: &[&str]) {
    let metadata = of(blocks);
    let found = metadata.signer.expect("a signer");
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".into());
    assert_eq!([text(found.authority), text(found.position), text(found.name)], signer.map(str::to_owned));
    assert_eq!(metadata.recipients, recipients);
}

#[test]
fn feet_in_two_columns() {
    let text = "|Yêu cầu các đơn vị nghiêm túc thực hiện./.";
    check_foot(
        &blocks(&[
            text,
            "LNơi nhận:",
            "L- Như trên;",
            "L- Chủ tịch, các PCT\nUBND xã;",
            "L- Lưu: VT, TH.",
            "RTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            "R(Đã ký)",
            "RTrần Thị Mai Hương",
        ]),
        ["TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mai Hương"],
        &["Như trên", "Chủ tịch, các PCT UBND xã", "Lưu: VT, TH"],
    );
    check_foot(
        &blocks(&[
            text,
            "LNơi nhận:\n- Như Điều 3;\n- Lưu: VT.",
            "RGIÁM ĐỐC",
            "RKý bởi: Sở Nội vụ",
            "RLê Văn Tám",
            "CPHỤ LỤC 01",
        ]),
        ["-", "GIÁM ĐỐC", "Lê Văn Tám"],
        &["Như Điều 3", "Lưu: VT"],
    );
    check_foot(
        &blocks(&[
            text,
            "LNơi nhận:\n- Tỉnh ủy (để b/c),\n- Lưu VT-VP.",
            "RT/M BAN CHẤP HÀNH\nĐẢNG BỘ XÃ TÂN LẬP\nBÍ THƯ",
            "RĐại tá Nguyễn Văn An",
        ]),
        ["T/M BAN CHẤP HÀNH ĐẢNG BỘ XÃ TÂN LẬP", "BÍ THƯ", "Đại tá Nguyễn Văn An"],
        &["Tỉnh ủy (để b/c)", "Lưu VT-VP"],
    );
}

#[test]
fn narrow_columns_break_the_motto_and_positions() {
    check(
        &blocks(&[
            "|ỦY BAN NHÂN DÂN",
            "|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT",
            "|NAM",
            "|XÃ TÂN LẬP",
            "|Độc lập - Tự do - Hạnh phúc Số: 45/KH-UBND",
            "|Tân Lập, ngày 12 tháng 01 năm 2026",
            "CKẾ HOẠCH",
            "CPhát triển kinh tế - xã hội",
        ]),
        [
            "KeHoach",
            "45",
            "KH-UBND",
            "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
            "-",
            "Tân Lập",
            "2026-01-12",
            "KẾ HOẠCH Phát triển kinh tế - xã hội",
        ],
    );
    check_foot(
        &blocks(&[
            "CCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
            "|Căn cứ Luật Đất đai;",
            "|Điều 1. Quyết định này có hiệu lực từ ngày ký./.",
            "LNơi nhận:\n- Lưu: VT.",
            "RTL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ CẢI CÁCH HÀNH\nCHÍNH",
            "RPhạm Thị Lan Hương",
        ]),
        ["TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ CẢI CÁCH HÀNH CHÍNH", "Phạm Thị Lan Hương"],
        &["Lưu: VT"],
    );
}

#[test]
fn feet_in_other_layouts() {
    let word = table(
        TableMake::Borderless,
        &[&["Nơi nhận:\n- Như trên;\n- Lưu: VP.", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\n\nPhạm Hùng"]],
    );
    let signer = ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Phạm Hùng"];
    check_foot(&[word], signer, &["Như trên", "Lưu: VP"]);
    let dump = blocks(&[
        "|Nơi nhận:          TL. CHỦ TỊCH",
        "|- Như trên;             CHÁNH VĂN PHÒNG",
        "|- Lưu: VP.",
        "|                    Phạm Hùng",
    ]);
    check_foot(&dump, signer, &["Như trên", "Lưu: VP"]);
    let dump = blocks(&["|Nơi nhận:\n- Như trên;\n- Lưu: VP.", "|TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nPhạm Hùng"]);
    check_foot(&dump, signer, &["Như trên", "Lưu: VP"]);
    let unlisted = blocks(&["|Nội dung.", "RKT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "RVõ Thị Sáu"]);
    check_foot(&unlisted, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Võ Thị Sáu"], &[]);
    let unsigned =
        blocks(&["LNơi nhận:\n- Như trên;\n- Lưu: VP.", "RTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "CPHỤ LỤC I"]);
    check_foot(&unsigned, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "-"], &["Như trên", "Lưu: VP"]);
}

proptest! {
    #[test]
    fn never_panics(texts in prop::collection::vec(
        "[LRCc|](UBND|Số: |/KH-UBND|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Nơi nhận:|TM\\. |CHỦ TỊCH|, ngày |KẾ HOẠCH|V/v |[ \n-]|\\PC){0,8}",
        0..12,
    )) {
        let blocks: Vec<Block> = texts.iter().map(|text| Block::Paragraph(paragraph(text))).collect();
        let _ = read(&blocks, &[]);
    }
}
