//! XLSX: a zip of XML parts. Its own small reader, since what is shown hangs on things that general
//! readers leave out: hidden rows, borders, fonts of runs, formulas without values.

mod strings;
mod styles;
mod worksheet;

use super::grid::{Budget, Content, Sheet};
use super::xml::{self, Token};
use crate::ReadError;
use crate::package::Package;
use std::collections::BTreeMap;
use styles::Styles;

/// What the cells of every sheet point into.
struct Shared {
    strings: Vec<Content>,
    styles: Styles,
    base_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
    title_rows: Option<(u32, u32)>,
}

/// # Errors
/// Where the package or its list of sheets cannot be read.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let mut package = Package::open(bytes)?;
    let root = relations(&mut package, "_rels/.rels")?;
    let workbook = root
        .values()
        .find(|relation| relation.kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| resolve("", &relation.target));
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let file = workbook.rsplit('/').next().unwrap_or_default();
    let relations = relations(&mut package, &resolve(&folder, &format!("_rels/{file}.rels")))?;
    let (listed, base_1904) = workbook_sheets(&mut package, &workbook)?;
    let part = |kind: &str| {
        relations
            .values()
            .find(|relation| relation.kind.ends_with(kind))
            .map(|relation| resolve(&folder, &relation.target))
    };
    let strings = match part("/sharedStrings") {
        Some(name) => strings::read(&mut package, &name)?,
        None => Vec::new(),
    };
    let styles = match part("/styles") {
        Some(name) => styles::read(&mut package, &name)?,
        None => Styles::default(),
    };
    let shared = Shared { strings, styles, base_1904 };
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for entry in listed {
        let Some(relation) = relations.get(&entry.relation) else { continue };
        if !relation.kind.ends_with("/worksheet") {
            continue;
        }
        let mut sheet =
            worksheet::read(&mut package, &resolve(&folder, &relation.target), &shared, &mut budget)?;
        sheet.name = entry.name;
        sheet.hidden = entry.hidden;
        sheet.title_rows = entry.title_rows;
        sheets.push(sheet);
    }
    Ok(sheets)
}

struct Relation {
    kind: String,
    target: String,
}

fn relations(package: &mut Package<'_>, name: &str) -> Result<BTreeMap<String, Relation>, ReadError> {
    let mut found = BTreeMap::new();
    let Some(part) = package.stream(name)? else { return Ok(found) };
    // A damaged list still names the parts before the damage.
    let _ = xml::walk(part, |token| {
        if let Token::Open(element) = token
            && xml::local(element) == "Relationship"
            && let (Some(id), Some(kind), Some(target)) = (
                xml::attribute(element, "Id"),
                xml::attribute(element, "Type"),
                xml::attribute(element, "Target"),
            )
        {
            found.insert(id, Relation { kind, target });
        }
        true
    });
    Ok(found)
}

/// The name of a part that another names from its folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The sheets that the workbook lists, and whether its calendar begins in 1904.
fn workbook_sheets(package: &mut Package<'_>, name: &str) -> Result<(Vec<Listed>, bool), ReadError> {
    let Some(part) = package.stream(name)? else {
        return Err(ReadError::Damaged("the workbook's list of sheets is missing".to_owned()));
    };
    let mut sheets: Vec<Listed> = Vec::new();
    let mut base_1904 = false;
    let mut titles_of: Option<usize> = None;
    let damage = xml::walk(part, |token| {
        match token {
            Token::Open(element) => match xml::local(element) {
                "workbookPr" => base_1904 = xml::flag(element, "date1904"),
                "sheet" => sheets.push(Listed {
                    name: xml::attribute(element, "name").unwrap_or_default(),
                    relation: relation_id(element),
                    hidden: xml::attribute(element, "state").is_some_and(|state| state != "visible"),
                    title_rows: None,
                }),
                "definedName" if xml::attribute(element, "name").as_deref() == Some("_xlnm.Print_Titles") => {
                    titles_of =
                        xml::number(element, "localSheetId").and_then(|index| usize::try_from(index).ok());
                }
                _ => {}
            },
            Token::Text(text) => {
                if let Some(sheet) = titles_of.and_then(|index| sheets.get_mut(index)) {
                    sheet.title_rows = sheet.title_rows.or_else(|| title_rows(text));
                }
            }
            Token::Close(_) => titles_of = None,
        }
        true
    });
    match damage {
        Err(why) if sheets.is_empty() => Err(ReadError::Damaged(why)),
        _ => Ok((sheets, base_1904)),
    }
}

/// The prefix of the relations' namespace is free, though nearly always `r`.
fn relation_id(element: &quick_xml::events::BytesStart<'_>) -> String {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == "id" && attribute.key.prefix().is_some())
        .map(|attribute| attribute.value.into_owned())
        .unwrap_or_default()
}

/// The rows of «'Biểu 1'!$A:$B,'Biểu 1'!$5:$6».
fn title_rows(text: &str) -> Option<(u32, u32)> {
    text.split(',').find_map(|area| {
        let rows = area.rsplit('!').next()?.replace('$', "");
        let (first, last) = rows.split_once(':')?;
        let first: u32 = first.parse().ok()?;
        let last: u32 = last.parse().ok()?;
        Some((first.checked_sub(1)?, last.checked_sub(1)?))
    })
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod part_names {
    use super::*;

    #[test]
    fn names_of_parts() {
        for (folder, target, name) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../custom/sheet.xml", "custom/sheet.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../x", "x"),
        ] {
            assert_eq!(resolve(folder, target), name);
        }
    }

    #[test]
    fn rows_to_print_again() {
        assert_eq!(title_rows("'Biểu 1'!$5:$6"), Some((4, 5)));
        assert_eq!(title_rows("'Biểu 1'!$A:$B,'Biểu 1'!$5:$6"), Some((4, 5)));
        assert_eq!(title_rows("'Biểu 1'!$A:$B"), None);
    }
}
