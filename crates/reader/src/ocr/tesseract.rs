//! Tesseract as a process of its own, one for all pieces of a page: the model is loaded once.

use image::GrayImage;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::Duration;
use wait_timeout::ChildExt;

/// A page that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(120);
/// Listing the languages takes no time.
const LISTED_WITHIN: Duration = Duration::from_secs(20);
/// Bytes of the reading of a page, at most: a full page has about 200 thousand.
const MOST_OUTPUT: u64 = 50_000_000;
/// White around a piece: the OCR misses letters at the very edge.
const MARGIN: u32 = 12;

/// A word in the dots of its piece.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub text: String,
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
    /// Which line of the piece.
    pub line: u32,
    /// 0 to 1.
    pub confidence: f32,
}

impl Reading {
    pub fn is_level(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Vietnamese text, one block a piece.
    Vietnamese,
    /// Vietnamese text, the layout found by the OCR.
    VietnamesePage,
    /// Numbers, per cent signs and roman numerals alone, one line a piece.
    Numbers,
    /// Vietnamese text, one line a piece.
    VietnameseLine,
}

/// Whether Tesseract with Vietnamese can be run here.
pub fn is_installed() -> bool {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    *INSTALLED.get_or_init(|| {
        let mut command = Command::new("tesseract");
        command.arg("--list-langs");
        let languages = output(&mut command, LISTED_WITHIN);
        languages.is_some_and(|languages| languages.lines().any(|line| line.trim() == "vie"))
    })
}

/// Reads the pieces, each by itself; `None` where the process failed or took too long. What was read is
/// kept in the folder `cache` by the hash of the pieces.
pub fn read(pieces: &[GrayImage], alphabet: Alphabet, cache: Option<&Path>) -> Option<Vec<Vec<Reading>>> {
    if pieces.is_empty() {
        return Some(Vec::new());
    }
    let kept = cache.map(|folder| folder.join(key(pieces, alphabet)));
    if let Some(table) = kept.as_ref().and_then(|path| std::fs::read_to_string(path).ok()) {
        return Some(parse(&table, pieces.len()));
    }
    let table = read_anew(pieces, alphabet)?;
    if let Some(path) = kept {
        keep(&path, &table);
    }
    Some(parse(&table, pieces.len()))
}

fn read_anew(pieces: &[GrayImage], alphabet: Alphabet) -> Option<String> {
    let folder = tempfile::tempdir().ok()?;
    let mut list = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        let path = folder.path().join(format!("{number}.pgm"));
        framed(piece).save(&path).ok()?;
        list.push_str(path.to_str()?);
        list.push('\n');
    }
    let names = folder.path().join("pieces.txt");
    std::fs::write(&names, list).ok()?;
    run(&names, alphabet)
}

/// The hash of the pieces' dots and of what they are read as.
fn key(pieces: &[GrayImage], alphabet: Alphabet) -> String {
    let mut hash = Sha256::new();
    hash.update([alphabet as u8]);
    for piece in pieces {
        hash.update(piece.width().to_le_bytes());
        hash.update(piece.height().to_le_bytes());
        hash.update(piece.as_raw());
    }
    let mut name: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    name.push_str(".tsv");
    name
}

/// Kept whole or not at all; a cache that cannot be written costs only time.
fn keep(path: &Path, table: &str) {
    let Some(folder) = path.parent() else { return };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| tempfile::NamedTempFile::new_in(folder))
        .and_then(|file| std::fs::write(file.path(), table).map(|()| file));
    if let Err(error) = written.and_then(|file| file.persist(path).map_err(|failed| failed.error)) {
        tracing::warn!("the reading could not be kept in {}: {error}", path.display());
    }
}

fn framed(piece: &GrayImage) -> GrayImage {
    let (width, height) = (piece.width() + 2 * MARGIN, piece.height() + 2 * MARGIN);
    let mut framed = GrayImage::from_pixel(width, height, image::Luma([255]));
    image::imageops::replace(&mut framed, piece, i64::from(MARGIN), i64::from(MARGIN));
    framed
}

fn run(list: &Path, alphabet: Alphabet) -> Option<String> {
    let mut command = Command::new("tesseract");
    command.arg(list).arg("stdout").args(["--dpi", "300"]);
    match alphabet {
        Alphabet::Vietnamese => command.args(["-l", "vie", "--psm", "6"]),
        Alphabet::VietnamesePage => command.args(["-l", "vie", "--psm", "3"]),
        Alphabet::VietnameseLine => command.args(["-l", "vie", "--psm", "7"]),
        Alphabet::Numbers => command
            .args(["-l", "eng", "--psm", "7"])
            .args(["-c", "tessedit_char_whitelist=0123456789.,%-/IVX"]),
    };
    // What does not begin with the names of the columns is no reading.
    output(command.arg("tsv"), LONGEST).filter(|table| table.starts_with("level\t"))
}

/// What a process writes; `None` where it fails, takes too long or writes without end.
fn output(command: &mut Command, longest: Duration) -> Option<String> {
    let mut child = command
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let pipe = child.stdout.take()?.take(MOST_OUTPUT);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut pipe = pipe;
        if pipe.read_to_end(&mut bytes).is_ok() {
            sender.send(bytes).ok();
        }
    });
    match child.wait_timeout(longest) {
        Ok(Some(status)) if status.success() => {}
        _ => {
            child.kill().ok();
            child.wait().ok();
            return None;
        }
    }
    // A child of its own may hold the pipe open.
    let bytes = receiver.recv_timeout(LISTED_WITHIN).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The rows of the table that are words (level 5), by piece.
fn parse(table: &str, pieces: usize) -> Vec<Vec<Reading>> {
    let mut found: Vec<Vec<Reading>> = vec![Vec::new(); pieces];
    for row in table.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [level, page, block, paragraph, line, _, left, top, width, height, confidence, text] =
            fields.as_slice()
        else {
            continue;
        };
        let number = |field: &str| field.parse::<f32>().ok();
        let (Some(x), Some(y), Some(w), Some(h)) = (number(left), number(top), number(width), number(height))
        else {
            continue;
        };
        let whole = |field: &str| field.parse::<u32>().unwrap_or_default();
        if *level != "5" || text.trim().is_empty() {
            continue;
        }
        if let Some(words) = (whole(page) as usize).checked_sub(1).and_then(|page| found.get_mut(page)) {
            let (x, y) = (x - MARGIN as f32, y - MARGIN as f32);
            words.push(Reading {
                text: (*text).to_owned(),
                x0: x,
                y0: y,
                x1: x + w,
                y1: y + h,
                line: whole(block) * 1_000_000 + whole(paragraph) * 1_000 + whole(line),
                confidence: number(confidence).unwrap_or_default().clamp(0.0, 100.0) / 100.0,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_kept_by_its_dots() {
        let folder = tempfile::tempdir().unwrap();
        let pieces = [GrayImage::new(4, 4)];
        keep(&folder.path().join(key(&pieces, Alphabet::Numbers)), "5\t1\t1\t1\t1\t1\t12\t12\t4\t4\t90\t7\n");
        let found = read(&pieces, Alphabet::Numbers, Some(folder.path())).unwrap();
        assert_eq!(found[0][0].text, "7");
        assert_ne!(key(&pieces, Alphabet::Numbers), key(&pieces, Alphabet::Vietnamese));
        assert_ne!(key(&pieces, Alphabet::Numbers), key(&[GrayImage::new(2, 8)], Alphabet::Numbers));
    }

    #[test]
    fn rows_of_words_are_parsed_by_piece() {
        let table = "level\tpage_num\tblock_num\n\
                     1\t1\t0\t0\t0\t0\t0\t0\t100\t50\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t22\t32\t30\t20\t96.5\tChỉ\n\
                     5\t2\t1\t1\t2\t1\t12\t12\t40\t20\t20\t100%\n\
                     5\t9\t1\t1\t2\t1\t12\t12\t40\t20\t20\tquá\n";
        let found = parse(table, 2);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0][0].text.as_str(), found[0][0].x0, found[0][0].y0), ("Chỉ", 10.0, 20.0));
        assert_eq!((found[1][0].text.as_str(), found[1][0].confidence), ("100%", 0.2));
    }
}
