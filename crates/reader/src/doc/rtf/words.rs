//! What control words do.

use super::font::of_page;
use super::reader::Reader;
use super::state::{Characters, Goal, Opened, ParagraphLook};
use crate::doc::open_table::{Border, CellDefinition, RowDefinition};
use crate::flow::grid::Merge;

/// Groups whose text is none of the document's.
const SKIPPED: [&str; 41] = [
    "colortbl",
    "info",
    "pict",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "shprslt",
    "xmlnstbl",
    "datastore",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "annotation",
    "atnid",
    "atnauthor",
    "atnref",
    "atndate",
    "bkmkstart",
    "bkmkend",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "pgdsctbl",
    "userprops",
    "filetbl",
    "template",
    "nonshppict",
    "shppict",
    "sp",
    "background",
    "mmathPict",
    "tc",
    "xe",
    "fldinst",
    "nonesttables",
    "pnseclvl",
];

impl Reader {
    /// Does what a control word says; `starred`: a group for readers that know the word.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        if self.group.goal == Goal::Skip || self.destination(word, starred) {
            return;
        }
        let value = number.unwrap_or(1);
        match self.group.goal {
            Goal::FontTable => match word {
                "f" => self.number = value,
                "fcharset" => self.charset = number,
                _ => {}
            },
            Goal::StyleSheet => match word {
                "s" => (self.number, self.level) = (number.unwrap_or(0), None),
                "outlinelevel" => self.level = u8::try_from(value).ok().filter(|&v| v < 9).map(|v| v + 1),
                _ => {}
            },
            Goal::Text => {
                let known = self.characters(word, number)
                    || self.paragraph(word, number)
                    || self.row_word(word, value)
                    || self.text_word(word, number);
                if !known {
                    self.setting(word, value);
                }
            }
            Goal::Label => {
                if !self.characters(word, number) {
                    self.text_word(word, number);
                }
            }
            Goal::Skip | Goal::Shape => {}
        }
    }

    /// Words that say where the group's text goes; whether this was one.
    fn destination(&mut self, word: &str, starred: bool) -> bool {
        let goal = match word {
            "fonttbl" => Goal::FontTable,
            "stylesheet" => Goal::StyleSheet,
            "listtext" | "pntext" => Goal::Label,
            "shp" | "shpinst" | "do" | "shpgrp" => Goal::Shape,
            "nesttableprops" => {
                self.outer_row = Some(self.row.clone());
                return true;
            }
            "header" | "headerl" | "headerr" | "headerf" => return self.begin(Opened::Header),
            "footer" | "footerl" | "footerr" | "footerf" => return self.begin(Opened::Footer),
            "footnote" => return self.begin(Opened::Note),
            "shptxt" | "dptxbxtext" => return self.begin(Opened::Box),
            _ if starred || SKIPPED.contains(&word) => Goal::Skip,
            _ => return false,
        };
        self.group.goal = goal;
        true
    }

    fn begin(&mut self, opened: Opened) -> bool {
        self.begin_text(opened);
        true
    }

    fn setting(&mut self, word: &str, value: i32) {
        match word {
            "ansicpg" => self.fonts.page = of_page(value),
            "deff" => {
                self.fonts.default = value;
                self.group.characters.font = value;
            }
            _ => {}
        }
    }

    fn characters(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let characters = &mut self.group.characters;
        match word {
            "plain" => *characters = Characters::plain(self.fonts.default),
            "f" => characters.font = number.unwrap_or(0),
            "b" => characters.bold = on,
            "i" => characters.italic = on,
            "super" => characters.superscript = on,
            "up" => characters.superscript = number.is_none_or(|half_points| half_points > 0),
            "nosupersub" | "sub" => characters.superscript = false,
            "v" => characters.hidden = on,
            "caps" => characters.capitals = on,
            "deleted" => characters.deleted = on,
            "revised" => characters.inserted = on,
            "uc" => self.group.unicode_skip = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(16),
            _ => return false,
        }
        true
    }

    fn paragraph(&mut self, word: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        let look = &mut self.group.paragraph;
        match word {
            "pard" => *look = ParagraphLook::default(),
            "intbl" => look.depth = look.depth.max(1),
            "itap" => look.depth = usize::try_from(value).unwrap_or(0),
            "qc" => look.centered = true,
            "ql" | "qr" | "qj" => look.centered = false,
            "li" => look.left = value,
            "fi" => look.first = value,
            "s" => look.style = value,
            "outlinelevel" => look.heading = u8::try_from(value).ok().map(|v| if v < 9 { v + 1 } else { 0 }),
            "pvpg" => look.frame = look.frame.or(Some((0, 0))),
            "posx" => look.frame = look.frame.map(|(down, _)| (down, value)),
            "posy" => look.frame = look.frame.map(|(_, across)| (value, across)),
            "par" => self.end_paragraph(),
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(self.group.paragraph.depth.max(2)),
            "row" => self.end_row(1),
            "nestrow" => {
                self.end_row(self.group.paragraph.depth.max(2));
                self.row = self.outer_row.take().unwrap_or_default();
            }
            _ => return false,
        }
        true
    }

    /// Words that define a row and its cells. A cell's definition ends with its right edge.
    fn row_word(&mut self, word: &str, value: i32) -> bool {
        let row = &mut self.row;
        match word {
            "trowd" => *row = RowDefinition::default(),
            "trleft" => row.left = value,
            "trhdr" => row.header = true,
            "clvmgf" => row.next.merge = Merge::Start,
            "clvmrg" => row.next.merge = Merge::Continue,
            "clmrg" => row.next.sideways = true,
            "clbrdrt" | "clbrdrb" | "clbrdrl" | "clbrdrr" => row.border = Border::Cell,
            "trbrdrt" | "trbrdrb" | "trbrdrl" | "trbrdrr" | "trbrdrh" | "trbrdrv" => {
                row.border = Border::Row;
            }
            "brdrt" | "brdrb" | "brdrl" | "brdrr" | "brdrbtw" | "box" => row.border = Border::Other,
            "brdrs" | "brdrth" | "brdrdb" | "brdrdot" | "brdrdash" | "brdrhair" | "brdrdashsm"
            | "brdrdashd" | "brdrtriple" | "brdrthtnsg" | "brdrtnthsg" | "brdrwavy" | "brdroutset"
            | "brdrinset" => row.draw(),
            "cellx" => {
                let next = std::mem::take(&mut row.next);
                row.cells.push(CellDefinition { right: value, ..next });
            }
            _ => return false,
        }
        true
    }

    /// Words that stand for text.
    fn text_word(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "tab" => self.emit("\t"),
            "line" | "softline" => self.line_break(),
            "page" | "sect" | "column" => {
                self.page += 1;
                if word == "sect" {
                    self.end_paragraph();
                } else {
                    self.line_break();
                }
            }
            "lquote" => self.emit("‘"),
            "rquote" => self.emit("’"),
            "ldblquote" => self.emit("“"),
            "rdblquote" => self.emit("”"),
            "bullet" => self.emit("•"),
            "endash" => self.emit("–"),
            "emdash" => self.emit("—"),
            "enspace" | "emspace" | "qmspace" => self.emit(" "),
            "chftn" => self.note_mark(),
            _ => return false,
        }
        true
    }
}
