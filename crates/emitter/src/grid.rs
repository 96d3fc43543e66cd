//! Logical tables as NDJSON, CSV and HTML.

use model::{Grid, GridCell};
use std::io::{Result, Write};

/// One table a line.
///
/// # Errors
/// Where `out` cannot be written.
pub fn ndjson(grids: &[Grid], out: &mut dyn Write) -> Result<()> {
    for grid in grids {
        serde_json::to_writer(&mut *out, grid)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The tables one after another, an empty line between. A cell that covers several places of the grid
/// stands in the first of them.
///
/// # Errors
/// Where `out` cannot be written.
pub fn csv(grids: &[Grid], out: &mut dyn Write) -> Result<()> {
    for (number, grid) in grids.iter().enumerate() {
        if number > 0 {
            out.write_all(b"\n")?;
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut *out);
        for row in rows(grid) {
            let mut next = 0;
            for cell in row {
                for _ in next..cell.col.min(grid.columns) {
                    writer.write_field("")?;
                }
                writer.write_field(&cell.text)?;
                next = cell.col.saturating_add(1);
            }
            for _ in next..grid.columns {
                writer.write_field("")?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()?;
    }
    Ok(())
}

/// One page with all tables, spans kept.
///
/// # Errors
/// Where `out` cannot be written.
pub fn html(grids: &[Grid], out: &mut dyn Write) -> Result<()> {
    out.write_all(b"<!doctype html>\n<meta charset=\"utf-8\">\n<title>kehoach tables</title>\n")?;
    out.write_all(b"<style>table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid;padding:.2em .4em;vertical-align:top}</style>\n")?;
    for grid in grids {
        writeln!(out, "<table>\n<caption>{}</caption>", escape(&caption(grid)))?;
        for (number, row) in rows(grid).enumerate() {
            let tag = if number < grid.header_rows as usize { "th" } else { "td" };
            out.write_all(b"<tr>")?;
            for cell in row {
                write_cell(cell, tag, out)?;
            }
            out.write_all(b"</tr>\n")?;
        }
        out.write_all(b"</table>\n")?;
    }
    Ok(())
}

fn write_cell(cell: &GridCell, tag: &str, out: &mut dyn Write) -> Result<()> {
    write!(out, "<{tag}")?;
    if cell.row_span > 1 {
        write!(out, " rowspan=\"{}\"", cell.row_span)?;
    }
    if cell.col_span > 1 {
        write!(out, " colspan=\"{}\"", cell.col_span)?;
    }
    write!(out, ">{}</{tag}>", escape(&cell.text).replace('\n', "<br>"))
}

fn caption(grid: &Grid) -> String {
    let name = grid.name.as_ref().map_or_else(String::new, |name| format!(", {name}"));
    let pages = match (grid.pages.first(), grid.pages.last()) {
        (Some(first), Some(last)) if first == last => format!(", page {first}"),
        (Some(first), Some(last)) => format!(", pages {first}–{last}"),
        _ => String::new(),
    };
    format!("Table {}{name}{pages}", grid.table)
}

/// The cells of each row that has any, in order.
fn rows(grid: &Grid) -> impl Iterator<Item = &[GridCell]> {
    grid.cells.chunk_by(|a, b| a.row == b.row)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let cell = |row, col, row_span, col_span, text: &str| GridCell {
            row,
            col,
            row_span,
            col_span,
            text: text.to_owned(),
            page: Some(4),
            bbox: None,
        };
        Grid {
            table: 1,
            within: None,
            name: None,
            pages: vec![4, 5],
            rows: 3,
            columns: 3,
            header_rows: 1,
            cells: vec![
                cell(0, 0, 1, 1, "TT"),
                cell(0, 1, 1, 2, "Nhiệm vụ & sản phẩm"),
                cell(1, 0, 2, 1, "1"),
                cell(1, 1, 1, 1, "a\nb"),
                cell(1, 2, 1, 1, "<c>"),
                cell(2, 2, 1, 1, "d"),
            ],
        }
    }

    fn printed(write: fn(&[Grid], &mut dyn Write) -> Result<()>, grids: &[Grid]) -> String {
        let mut out = Vec::new();
        write(grids, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn csv_keeps_every_column_in_its_place() {
        let expected = "TT,Nhiệm vụ & sản phẩm,\n1,\"a\nb\",<c>\n,,d\n";
        assert_eq!(printed(csv, &[grid()]), expected);
        assert_eq!(printed(csv, &[grid(), grid()]), format!("{expected}\n{expected}"));
    }

    #[test]
    fn html_keeps_spans_and_escapes() {
        let page = printed(html, &[grid()]);
        assert!(page.contains("<caption>Table 1, pages 4–5</caption>"));
        assert!(page.contains("<tr><th>TT</th><th colspan=\"2\">Nhiệm vụ &amp; sản phẩm</th></tr>"));
        assert!(page.contains(
            "<tr><td rowspan=\"2\">1</td><td>a<br>b</td><td>&lt;c&gt;</td></tr>\n<tr><td>d</td></tr>"
        ));
    }

    #[test]
    fn ndjson_is_one_table_a_line() {
        let lines = printed(ndjson, &[grid(), grid()]);
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.starts_with("{\"table\":1,\"within\":null,"));
    }
}
