//! Spreadsheets → document: what a person sees when the file is open.
//!
//! ```text
//! XLSX, XLS, ODS ──▶ Sheet (filled places, looks, merged areas) ──region──▶ tables ──blocks──▶ Block*
//! ```
//!
//! Formulas are not computed, charts and drawings not read, conditional formats not applied.

mod blocks;
#[cfg(test)]
mod fixture;
mod format;
mod grid;
mod ods;
mod prose;
mod region;
mod xls;
mod xlsx;
mod xml;

use crate::ReadError;
use grid::Sheet;
use model::CellRange;
use model::{Diagnostic, Document, Format, TextLayer};

/// Reads an XLSX, XLS or ODS file; which one it is stands in the bytes.
///
/// # Errors
/// Where the file cannot be opened at all; a damaged sheet is a diagnostic.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let (format, sheets) = if !bytes.starts_with(b"PK") {
        (Format::Xls, xls::read(bytes)?)
    } else if is_open_document(bytes)? {
        (Format::Ods, ods::read(bytes)?)
    } else {
        (Format::Xlsx, xlsx::read(bytes)?)
    };
    Ok(document(format, sheets))
}

/// OpenDocument keeps everything in one part that Excel does not know.
fn is_open_document(bytes: &[u8]) -> Result<bool, ReadError> {
    let package = crate::package::Package::open(bytes)?;
    Ok(package.has("content.xml") && !package.has("xl/workbook.xml"))
}

fn document(format: Format, sheets: Vec<Sheet>) -> Document {
    let mut blocks = Vec::new();
    let mut diagnostics = Vec::new();
    for sheet in sheets {
        remarks(&sheet, &mut diagnostics);
        blocks.extend(blocks::blocks(sheet, &mut diagnostics));
    }
    let text_layer = TextLayer::Native;
    Document {
        format,
        pages: None,
        text_layer,
        blocks,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics,
    }
}

/// How many places one diagnostic names; the rest is a number.
const NAMED_PLACES: usize = 20;

fn remarks(sheet: &Sheet, diagnostics: &mut Vec<Diagnostic>) {
    let name = sheet.name.as_str().into();
    let places = |areas: &[CellRange]| {
        areas.iter().take(NAMED_PLACES).map(|&area| blocks::place(&name, area)).collect::<Vec<_>>()
    };
    if let Some(damage) = &sheet.damage {
        let message = format!("sheet «{}» could not be read to its end: {damage}", sheet.name);
        diagnostics.push(Diagnostic::error("sheet-damaged", message, Vec::new()));
    }
    let empty: Vec<CellRange> =
        sheet.without_value.iter().map(|&(row, column)| CellRange::cell(row, column)).collect();
    if !empty.is_empty() {
        let message = format!(
            "{} formulas of sheet «{}» have no value stored: open and save the file in a spreadsheet program",
            empty.len(),
            sheet.name
        );
        diagnostics.push(Diagnostic::error("formula-without-value", message, places(&empty)));
    }
    let hidden: Vec<CellRange> = sheet
        .cells
        .iter()
        .filter(|cell| !cell.content.is_blank())
        .map(|cell| sheet.area_at(cell.row, cell.column))
        .filter(|&area| sheet.is_hidden(area))
        .collect();
    if !hidden.is_empty() {
        let what = if sheet.hidden { "the sheet is hidden" } else { "rows or columns are hidden" };
        let message = format!("{} cells of sheet «{}» are not shown: {what}", hidden.len(), sheet.name);
        diagnostics.push(Diagnostic::warning("hidden-cells", message, places(&hidden)));
    }
}
