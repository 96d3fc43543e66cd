fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let options = kehoach_reader::Options {
        readability: &|_| (1, 1),
        ocr: kehoach_reader::OcrMode::Never,
        cache: None,
    };
    let start = std::time::Instant::now();
    let document = kehoach_reader::read(&bytes, &options).unwrap();
    eprintln!("{:?}", start.elapsed());
    if std::env::args().nth(2).is_some() {
        println!("{}", document.blocks.len());
        return;
    }
    for block in &document.blocks {
        match block {
            model::Block::Paragraph(p) => println!(
                "P{} {:?} {}{}{}| {}",
                p.column,
                p.role,
                if p.centered { "C" } else { "" },
                if p.is_bold() { "B" } else { "" },
                p.label.clone().unwrap_or_default(),
                p.lines.iter().map(|l| l.text()).collect::<Vec<_>>().join(" ⏎ ")
            ),
            model::Block::Table(t) => {
                println!(
                    "T {:?} {}x{} head {} rep {} {:?} {:?}",
                    t.make, t.rows, t.columns, t.header_rows, t.repeated_rows, t.parts, t.name
                );
                let mut row = u32::MAX;
                for c in &t.cells {
                    if c.row != row {
                        row = c.row;
                        print!("\n  {row:3} ");
                    }
                    print!("{}[{}", if c.hidden { "h" } else { "" }, c.text().replace('\n', "¶"));
                    if c.row_span > 1 || c.column_span > 1 {
                        print!(" ({}x{})", c.row_span, c.column_span);
                    }
                    print!("] ");
                }
                println!();
            }
        }
    }
    for d in &document.diagnostics {
        println!("D {} {:?} {} {:?}", d.code, d.severity, d.message, d.provenance);
    }
}
