use super::*;
use model::BBox;
use proptest::prelude::*;

/// A table of a scan in which «153|158» was read both ways and the first taken.
fn disputed(rows: &[&[&str]]) -> (Table, Vec<Dispute>) {
    let mut table = crate::testing::table(rows);
    let mut disputes = Vec::new();
    for cell in &mut table.cells {
        let (x, y) = (cell.column as f32 * 10.0, cell.row as f32 * 10.0);
        let bbox = BBox::new(x, y, x + 9.0, y + 9.0);
        let place = Place::Page { page: 1, bbox, table: None, row: None };
        cell.places = [place.clone()].into();
        let run = cell.paragraphs.first_mut().and_then(|one| one.lines.first_mut());
        let Some(run) = run.and_then(|line| line.runs.first_mut()) else { continue };
        run.confidence = Some(0.3);
        let mut readings = run.text.split('|').map(str::to_owned);
        let taken = readings.next().unwrap_or_default();
        let rivals: Vec<String> = readings.collect();
        run.text.clone_from(&taken);
        if !rivals.is_empty() {
            disputes.push(Dispute { place, taken, rivals });
        }
    }
    (table, disputes)
}

/// What the disputed cells of a table say afterwards; «?» before one that stays open.
fn settled(rows: &[&[&str]]) -> Vec<String> {
    let (table, disputes) = disputed(rows);
    let places: Vec<Place> = disputes.iter().map(|dispute| dispute.place.clone()).collect();
    let mut document = crate::testing::blank();
    document.blocks.push(Block::Table(table));
    document.disputes = disputes;
    let told = settle(&mut document, NumberStyle::Vietnamese, Vocabulary::builtin());
    assert_eq!(told.len(), places.len(), "{told:?}");
    let Some(Block::Table(table)) = document.blocks.first() else { panic!("a table") };
    let text = |place: &Place| {
        let cell = table.cells.iter().find(|cell| cell.places.contains(place)).unwrap();
        let open = told.iter().any(|one| one.code == "low-confidence" && one.provenance.contains(place));
        format!("{}{}", if open { "?" } else { "" }, cell.text())
    };
    places.iter().map(text).collect()
}

#[test]
fn a_total_is_the_sum_of_its_columns() {
    let rows = |disputed: &'static str| -> Vec<&'static [&'static str]> {
        match disputed {
            "whole" => vec![&["1", "Xã A", "1.153|1.158", "600", "553"]],
            "part" => vec![&["1", "Xã A", "1.153", "600|800", "553"]],
            "neither" => vec![&["1", "Xã A", "1.159|1.158", "600", "553"]],
            "both" => vec![&["1", "Xã A", "1.153", "600|800", "553|353"]],
            _ => vec![&["1", "Xã A", "1.153|1.158", "600", "-"]],
        }
    };
    for (case, expected) in [
        ("whole", &["1.153"][..]),
        ("part", &["600"]),
        ("neither", &["?1.159"]),
        ("both", &["?600", "?553"]),
        ("untold", &["?1.153"]),
    ] {
        let mut table: Vec<&[&str]> = vec![
            &["STT", "Đơn vị", "Tổng số", "Vốn tỉnh", "Vốn xã"],
            &["2", "Xã B", "1.250", "1.000", "250"],
            &["3", "Xã C", "2.417", "1.300", "1.117"],
        ];
        table.extend(rows(case));
        assert_eq!(settled(&table), expected, "{case}");
    }
}

#[test]
fn a_row_is_the_sum_of_the_rows_of_one_mark() {
    for (total, group, item, expected) in [
        ("4.820|4.320", "2.210", "1.010", &["4.820"][..]),
        ("4.820", "2.210|2.270", "1.010", &["2.210"]),
        ("4.820", "2.210", "1.070|1.010", &["1.010"]),
        ("4.320|4.820", "2.270|2.210", "1.010", &["4.820", "2.210"]),
        ("4.020|4.320", "2.210", "1.010", &["?4.020"]),
    ] {
        let rows: [&[&str]; 9] = [
            &["TT", "Nội dung", "Kinh phí", "Ghi chú"],
            &["", "Tổng cộng", total, ""],
            &["I", "Giao thông", group, ""],
            &["1", "Đường xã", "1.200", ""],
            &["2", "Đường thôn", item, ""],
            &["II", "Thủy lợi", "2.610", "chuyển tiếp"],
            &["1", "Kênh", "1.405", ""],
            &["2", "Đập", "905", ""],
            &["3", "Cống", "300", ""],
        ];
        assert_eq!(settled(&rows), expected, "{total} {group} {item}");
    }
}

#[test]
fn a_total_below_without_an_index() {
    for (total, expected) in [("3.567|3.587", "3.567"), ("3.587|3.507", "?3.587")] {
        let rows: [&[&str]; 5] = [
            &["Xã", "Diện tích (ha)"],
            &["Tân An", "1.200"],
            &["Tân Bình", "1.405"],
            &["Tân Phú", "962"],
            &["Cộng", total],
        ];
        assert_eq!(settled(&rows), [expected]);
    }
}

#[test]
fn rates_settle_and_are_settled() {
    for (planned, reached, rate, expected) in [
        ("1.420", "1.385", "97,5|91,5", &["97,5"][..]),
        ("1.420", "1.335|1.385", "97,5", &["1.385"]),
        ("1.420|1.425", "1.385", "97,5", &["1.420"]),
        ("1.420|1.421", "1.385", "97,5", &["?1.420"]),
        ("1.420", "1.385", "91,5|87,5", &["?91,5"]),
    ] {
        let rows: [&[&str]; 5] = [
            &["TT", "Chỉ tiêu", "ĐVT", "KH 2025", "TH 2025", "So sánh (%)"],
            &["1", "Sản lượng", "tấn", "2.300", "2.415", "105,0"],
            &["2", "Diện tích", "ha", planned, reached, rate],
            &["3", "Đàn bò", "con", "1.150", "1.012", "88,0"],
            &["4", "Đàn lợn", "con", "7.350", "7.105", "96,7"],
        ];
        assert_eq!(settled(&rows), expected, "{planned} {reached} {rate}");
    }
}

#[test]
fn points_are_at_most_what_there_is_to_reach() {
    for (most, points, expected) in
        [("20", "78|18", "18"), ("20", "13|18", "?13"), ("28|20", "25", "28"), ("20", "78|98", "?78")]
    {
        let rows: [&[&str]; 3] = [
            &["STT", "Tiêu chí", "Điểm tối đa", "Điểm thẩm định"],
            &["1", "Thể chế", "15", "12,5"],
            &["2", "Thủ tục", most, points],
        ];
        assert_eq!(settled(&rows), [expected], "{most} {points}");
    }
}

#[test]
fn years_form_and_calendar() {
    let heading: [&[&str]; 3] = [
        &["TT", "Chỉ tiêu", "Năm 2024", "Năm 2025|2028|2023", "Năm 2026"],
        &["1", "Một", "85", "90", "95"],
        &["2", "Hai", "85", "90", "95"],
    ];
    // «Năm 2025» is the cell's text, «2025» the number in dispute.
    let (mut table, _) = disputed(&heading);
    let cell = table.cells.iter_mut().find(|cell| cell.row == 0 && cell.column == 3).unwrap();
    cell.paragraphs[0].lines[0].runs[0].text = "Năm 2028".to_owned();
    let dispute =
        Dispute { place: cell.places[0].clone(), taken: "2028".into(), rivals: vec!["2025".into()] };
    let mut document = crate::testing::blank();
    document.blocks.push(Block::Table(table));
    document.disputes = vec![dispute];
    let told = settle(&mut document, NumberStyle::Vietnamese, Vocabulary::builtin());
    assert_eq!(told[0].code, "reading-settled", "{told:?}");
    assert!(told[0].message.contains("only «2025» fits"), "{told:?}");
    for (cell, expected) in [
        ("927|92,7", "92,7"),
        ("15/42/2025|15/12/2025", "15/12/2025"),
        ("90-35|90-95", "90-95"),
        ("91,7|92,7", "?91,7"),
    ] {
        let rows: [&[&str]; 6] = [
            &["TT", "Chỉ tiêu", "Kết quả"],
            &["1", "Một", "85,1"],
            &["2", "Hai", "90,4"],
            &["3", "Ba", cell],
            &["4", "Bốn", "77,3"],
            &["5", "Năm", "60,0"],
        ];
        assert_eq!(settled(&rows), [expected], "{cell}");
    }
}

#[test]
fn a_share_in_a_sentence() {
    for (text, taken, rival, expected) in [
        ("Có 6/7 cán bộ đạt 86,71%.", "86,71%", "85,71%", "Có 6/7 cán bộ đạt 85,71%."),
        ("Có 6/7 cán bộ đạt 86,71%.", "86,71%", "88,71%", "Có 6/7 cán bộ đạt 86,71%."),
        ("Trước ngày 15/42/2025 báo cáo", "15/42/2025", "15/12/2025", "Trước ngày 15/12/2025 báo cáo"),
        ("Đạt 75% số xã", "75%", "15%", "Đạt 75% số xã"),
    ] {
        let mut paragraph = crate::testing::paragraph(text);
        let place = Place::Page { page: 1, bbox: BBox::new(0.0, 0.0, 9.0, 9.0), table: None, row: None };
        paragraph.lines[0].place = place.clone();
        let mut document = crate::testing::blank();
        document.blocks.push(Block::Paragraph(paragraph));
        document.disputes = vec![Dispute { place, taken: taken.into(), rivals: vec![rival.into()] }];
        settle(&mut document, NumberStyle::Vietnamese, Vocabulary::builtin());
        let Some(Block::Paragraph(paragraph)) = document.blocks.first() else { panic!("a paragraph") };
        assert_eq!(paragraph.text(), expected);
    }
}

proptest! {
    /// Whatever stands around them: what a disputed cell says in the end is one of its readings, and no
    /// other cell changes.
    #[test]
    fn only_what_was_read_is_taken(
        cells in prop::collection::vec("[0-9]{1,3}([.,][0-9]{1,3})?%?|-|", 20),
        picks in prop::collection::vec((0usize..20, "[0-9]{1,4}%?"), 0..5),
    ) {
        let texts: Vec<String> = cells.iter().enumerate().map(|(at, cell)| {
            let rivals = picks.iter().filter(|(pick, _)| *pick == at && !cell.is_empty());
            rivals.fold(cell.clone(), |text, (_, rival)| format!("{text}|{rival}"))
        }).collect();
        let rows: Vec<Vec<&str>> = texts.chunks(5).map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let (table, disputes) = disputed(&rows);
        let mut document = crate::testing::blank();
        document.blocks.push(Block::Table(table));
        document.disputes = disputes;
        settle(&mut document, NumberStyle::Vietnamese, Vocabulary::builtin());
        let Some(Block::Table(table)) = document.blocks.first() else { panic!("a table") };
        for (cell, text) in table.cells.iter().zip(&texts) {
            prop_assert!(text.split('|').any(|reading| reading == cell.text()), "{} of {text}", cell.text());
        }
    }
}
