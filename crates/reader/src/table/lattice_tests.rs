//! Drawings and what is found in them.

use super::samples::{drawn, dump, found, ruling};

#[test]
fn grids_with_spans() {
    for (art, expected) in [
        // Plain.
        (
            "
+-----+------+
| STT | Việc |
+-----+------+
| 1   | Báo  |
|     | cáo  |
+-----+------+",
            "STT | Việc\n1 | Báo cáo",
        ),
        // A heading of two storeys, a group over all columns.
        (
            "
+-----+------+-------------+
| STT | Việc | Cấp         |
|     |      +------+------+
|     |      | tỉnh | xã   |
+-----+------+------+------+
| I=Nhóm=một               |
+-----+------+------+------+
| 1   | a    | 2    | 3    |
+-----+------+------+------+",
            "STT 2×1 | Việc 2×1 | Cấp 1×2\ntỉnh | xã\nI=Nhóm=một 1×4\n1 | a | 2 | 3",
        ),
        // A cell over several rows.
        (
            "
+-----+------+------+
| 1   | a    | Sở   |
+-----+------+ Nội  |
| 2   | b    | vụ   |
+-----+------+------+",
            "1 | a | Sở Nội vụ 2×1\n2 | b",
        ),
        // Open sides, left and right.
        (
            "
------+------+------
 STT  | Việc | Năm
------+------+------
 1    | a    | 2025
------+------+------",
            "STT | Việc | Năm\n1 | a | 2025",
        ),
        // A row that the page's end cuts open.
        (
            "
+-----+------+
| STT | Việc |
+-----+------+
| 1   | a    |
|     | b    |",
            "STT | Việc\n1 | a b",
        ),
    ] {
        let found = found(art);
        assert_eq!(found.parts.len(), 1, "{art}");
        assert_eq!(dump(&found.parts[0]), expected, "{art}");
    }
}

#[test]
fn sides_without_a_ruling_are_told() {
    for (art, open_top, open_bottom) in [
        ("\n+---+---+\n| a | b |\n+---+---+", false, false),
        ("\n+---+---+\n| a | b |\n| c | d |", false, true),
        ("\n| a | b |\n| c | d |\n+---+---+", true, false),
    ] {
        let found = found(art);
        assert_eq!((found.parts[0].open_top, found.parts[0].open_bottom), (open_top, open_bottom), "{art}");
    }
}

#[test]
fn decorations_are_no_tables() {
    for art in [
        // A box around one text.
        "\n+--------------+\n| MẬT          |\n+--------------+",
        // Lines under a letterhead.
        "\nUBND=TỈNH          CỘNG=HÒA\n-----              --------",
        // A line between two paragraphs.
        "\nMột.\n--------------\nHai.",
        // A frame around a page with a line in it.
        "\n+--------------+\n| Một.         |\n|  ----------  |\n| Hai.         |\n+--------------+",
        // Boxes without any text.
        "\n+---+---+\n|   |   |\n+---+---+",
    ] {
        assert!(found(art).parts.is_empty(), "{art}");
    }
}

#[test]
fn the_make_of_the_rulings_does_not_matter() {
    let art = "
+-----+------+
| STT | Việc |
+-----+------+
| 1   | a    |
+-----+------+";
    let (words, page) = drawn(art);
    let expected = dump(&super::find(&words, &page, None).parts[0]);
    let pieces = |length: f32, step: f32| {
        let mut pieces = Vec::new();
        for r in &page.rulings {
            let horizontal = r.is_horizontal();
            let total = if horizontal { r.x1 - r.x0 } else { r.y1 - r.y0 };
            let mut at = 0.0;
            while at < total {
                let end = (at + length).min(total);
                pieces.push(if horizontal {
                    ruling(r.x0 + at, r.y0, r.x0 + end, r.y0)
                } else {
                    ruling(r.x0, r.y0 + at, r.x0, r.y0 + end)
                });
                at += step;
            }
        }
        pieces
    };
    let doubled = page.rulings.iter().flat_map(|r| {
        let (dx, dy) = if r.is_horizontal() { (0.0, 2.0) } else { (2.0, 0.0) };
        [*r, ruling(r.x0 + dx, r.y0 + dy, r.x1 + dx, r.y1 + dy)]
    });
    let short = page.rulings.iter().map(|r| {
        let (dx, dy) = if r.is_horizontal() { (2.0, 0.0) } else { (0.0, 2.0) };
        ruling(r.x0 + dx, r.y0 + dy, r.x1 - dx, r.y1 - dy)
    });
    let slanted = page.rulings.iter().map(|r| {
        let (dx, dy) = if r.is_horizontal() { (0.0, 1.5) } else { (1.5, 0.0) };
        ruling(r.x0, r.y0, r.x1 + dx, r.y1 + dy)
    });
    let makes = [
        ("dashed", pieces(4.0, 7.0)),
        ("dotted", pieces(1.0, 3.0)),
        ("in pieces", pieces(9.0, 9.0)),
        ("doubled", doubled.collect()),
        ("not quite touching", short.collect()),
        ("slanted", slanted.collect()),
    ];
    for (make, rulings) in makes {
        let page = model::Page { rulings, ..page.clone() };
        let found = super::find(&words, &page, None);
        assert_eq!(found.parts.iter().map(dump).collect::<Vec<_>>(), [expected.as_str()], "{make}");
    }
}

#[test]
fn two_tables_on_a_page_are_two() {
    let found = found(
        "
+---+---+
| a | b |
+---+---+
Giữa hai bảng.
+---+-----+---+
| c | d   | e |
+---+-----+---+",
    );
    assert_eq!(found.parts.iter().map(dump).collect::<Vec<_>>(), ["a | b", "c | d | e"]);
}

#[test]
fn lines_of_one_direction_make_tables() {
    for (art, expected) in [
        (
            "
--------------------------------
 *STT*   *Việc*           *Hạn*
--------------------------------
 1       Báo cáo          100%
--------------------------------
 2       Kế hoạch tháng   50%
--------------------------------
 3       Kiểm tra         75%
--------------------------------",
            "STT | Việc | Hạn\n1 | Báo cáo | 100%\n2 | Kế hoạch tháng | 50%\n3 | Kiểm tra | 75%",
        ),
        (
            "
+-----+----------+------+
| STT | Việc     | Hạn  |
+-----+----------+------+
| 1   | Báo cáo  | 10%  |
|     | năm.     |      |
| 2   | Kế hoạch | 20%  |
| 3   | Kiểm tra | 30%  |
+-----+----------+------+",
            "STT | Việc | Hạn\n1 | Báo cáo năm. | 10%\n2 | Kế hoạch | 20%\n3 | Kiểm tra | 30%",
        ),
    ] {
        let found = found(art);
        assert_eq!(found.parts.iter().map(dump).collect::<Vec<_>>(), [expected], "{art}");
    }
}
