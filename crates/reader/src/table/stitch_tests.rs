//! Parts on several pages and the tables that they make.

use super::samples::{drawn, dump};
use super::stitch::{Piece, stitch};
use model::{Place, Table};

/// The tables of pages, drawn one after the other; a page that starts with `~` follows on body text.
fn tables(pages: &[&str]) -> Vec<Table> {
    let mut pieces = Vec::new();
    for (number, art) in (1..).zip(pages) {
        let (words, mut page) = drawn(art.trim_start_matches('~'));
        page.number = number;
        let found = super::find(&words, &page, None);
        let parts = found.parts.into_iter();
        pieces.extend(parts.map(|part| Piece { part, after_text: art.starts_with('~') }));
    }
    stitch(pieces).into_iter().map(|stitched| stitched.table).collect()
}

fn shown(table: &Table) -> String {
    let part = super::Part {
        page: 1,
        make: table.make,
        bbox: model::BBox::default(),
        columns: Vec::new(),
        rows: Vec::new(),
        cells: table.cells.clone(),
        open_top: false,
        open_bottom: false,
        words: Vec::new(),
    };
    dump(&part)
}

const HEAD: &str = "
+-----+-------------+------+
| STT | Việc        | Hạn  |
+-----+-------------+------+
| 1   | Một.        | 2024 |
+-----+-------------+------+
| 2   | Báo cáo kết | 2025 |
+-----+-------------+------+";

#[test]
fn one_table_over_pages() {
    for (name, second, expected) in [
        (
            "a row cut in a sentence",
            "
+-----+-------------+------+
|     | quả năm.    |      |
+-----+-------------+------+
| 3   | Ba.         | 2026 |
+-----+-------------+------+",
            "STT | Việc | Hạn\n1 | Một. | 2024\n2 | Báo cáo kết quả năm. | 2025\n3 | Ba. | 2026",
        ),
        (
            "a cut row below the headings printed again",
            "
+-----+-------------+------+
| STT | Việc        | Hạn  |
+-----+-------------+------+
|     | quả năm.    |      |
+-----+-------------+------+",
            "STT | Việc | Hạn\n1 | Một. | 2024\n2 | Báo cáo kết quả năm. | 2025",
        ),
        (
            "a new row with a number",
            "
+-----+-------------+------+
| 3   | Ba.         | 2026 |
+-----+-------------+------+",
            "STT | Việc | Hạn\n1 | Một. | 2024\n2 | Báo cáo kết | 2025\n3 | Ba. | 2026",
        ),
        (
            "a new row without a number",
            "
+-----+-------------+------+
|     | Cấp xã.     | 2026 |
+-----+-------------+------+",
            "STT | Việc | Hạn\n1 | Một. | 2024\n2 | Báo cáo kết | 2025\n | Cấp xã. | 2026",
        ),
        (
            "a group over all columns",
            "
+--------------------------+
| II. Nhóm                 |
+-----+-------------+------+
| 1   | Ba.         | 2026 |
+-----+-------------+------+",
            "STT | Việc | Hạn\n1 | Một. | 2024\n2 | Báo cáo kết | 2025\nII. Nhóm 1×3\n1 | Ba. | 2026",
        ),
    ] {
        let tables = tables(&[HEAD, second]);
        assert_eq!(tables.iter().map(shown).collect::<Vec<_>>(), [expected], "{name}");
        assert_eq!(tables[0].parts.len(), 2, "{name}");
    }
}

#[test]
fn provenance_keeps_every_page() {
    let tables = tables(&[
        HEAD,
        "\n+-----+-------------+------+\n|     | quả năm.    |      |\n+-----+-------------+------+",
    ]);
    let cell = tables[0].cell_at(2, 1).unwrap();
    let pages = cell.places.iter().map(|place| match place {
        Place::Page { page, table, row, .. } => (*page, *table, *row),
        _ => panic!(),
    });
    assert_eq!(pages.collect::<Vec<_>>(), [(1, Some(1), Some(3)), (2, Some(1), Some(3))]);
    assert_eq!(cell.text(), "Báo cáo kết quả năm.");
}

#[test]
fn repeated_headings_are_counted() {
    let again = "
+-----+-------------+------+
| STT | Việc        | Hạn  |
+-----+-------------+------+
| 3   | Ba.         | 2026 |
+-----+-------------+------+";
    let tables = tables(&[HEAD, again, again]);
    assert_eq!((tables.len(), tables[0].header_rows, tables[0].repeated_rows, tables[0].rows), (1, 1, 2, 5));
}

#[test]
fn another_page_width_is_no_hindrance() {
    let wide = "
+-----------+--------------------------+------------+
|           | quả năm.                 |            |
+-----------+--------------------------+------------+";
    assert_eq!(tables(&[HEAD, wide]).len(), 1);
}

#[test]
fn a_cell_merged_over_rows_crosses_the_page() {
    let first = "
+-----+------+------+
| STT | Việc | Sở   |
+-----+------+------+
| 1   | Một. | Nội  |
+-----+------+ vụ   |
| 2   | Hai. |      |
+-----+------+------+";
    let second = "
+-----+------+------+
| 3   | Ba.  |      |
+-----+------+      |
| 4   | Bốn. |      |
+-----+------+------+";
    let tables = tables(&[first, second]);
    assert_eq!(shown(&tables[0]), "STT | Việc | Sở\n1 | Một. | Nội vụ 4×1\n2 | Hai.\n3 | Ba.\n4 | Bốn.");
}

#[test]
fn different_tables_stay_apart() {
    for (name, second) in [
        (
            "text between",
            "~\n+-----+-------------+------+\n| 3   | Ba.         | 2026 |\n+-----+-------------+------+",
        ),
        ("other columns", "\n+-----+---+----+----+\n| 3   | Ba. | x  | y  |\n+-----+---+----+----+"),
        (
            "other headings",
            "
+-----+-------------+------+
|*TT* |*Đơn_vị*     |*Số*  |
+-----+-------------+------+
| 1   | Xã.         | 2    |
+-----+-------------+------+",
        ),
    ] {
        let bold = HEAD.replace("| STT | Việc        | Hạn  |", "|*STT*|*Việc*       |*Hạn* |");
        assert_eq!(tables(&[&bold, second]).len(), 2, "{name}");
    }
}

#[test]
fn columns_without_rulings_are_found_and_go_on() {
    let first = "
*STT*   *Việc*              *Hạn*    *Ghi*

 1      Báo cáo kết quả     100%
        cả năm.

 2      Kế hoạch tháng.     50%

 3      Kiểm tra và         75%      Sở";
    let second = "
        báo cáo.

 4      Họp.                20%

 5      Tổng kết.           10%

 6      Khen thưởng.        10%";
    let mut pieces = Vec::new();
    let mut before = None;
    for (number, art) in (1..).zip([first, second]) {
        let (words, mut page) = drawn(art);
        page.number = number;
        let found = super::find(&words, &page, before.as_ref());
        pieces.extend(found.parts.iter().map(|part| Piece { part: part.clone(), after_text: false }));
        before = Some(found);
    }
    let tables = stitch(pieces);
    let all: Vec<String> = tables.iter().map(|stitched| shown(&stitched.table)).collect();
    assert_eq!(
        all.join("\n\n"),
        "STT | Việc | Hạn | Ghi
1 | Báo cáo kết quả cả năm. | 100% | 
2 | Kế hoạch tháng. | 50% | 
3 | Kiểm tra và báo cáo. | 75% | Sở
4 | Họp. | 20% | 
5 | Tổng kết. | 10% | 
6 | Khen thưởng. | 10% | "
    );
}

#[test]
fn prose_letterheads_and_signatures_are_no_tables() {
    for art in [
        "
UBND TỈNH               CỘNG HÒA XÃ HỘI
SỞ NỘI VỤ               Độc lập - Tự do
Số: 12/KH               Hà Nội, ngày 1",
        "
Nơi nhận:               TM. ỦY BAN
- Như trên;             CHỦ TỊCH
- Lưu: VT.
                        Nguyễn Văn A",
        "
  Thực hiện kế hoạch năm nay của tỉnh về việc
cải cách hành chính, các sở và các xã báo cáo
kết quả như sau, gồm ba phần và hai phụ lục đi
kèm theo văn bản này.",
        "
NGƯỜI LẬP         KẾ TOÁN         GIÁM ĐỐC
(ký tên)          (ký tên)        (ký tên)




Nguyễn A          Trần B          Lê C",
    ] {
        let (words, page) = drawn(art);
        assert!(super::find(&words, &page, None).parts.is_empty(), "{art}");
    }
}
