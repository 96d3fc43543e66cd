//! Words and numbers that a narrow cell breaks over two lines without a hyphen: «trườn» / «g», «25.34» / «1».

use model::{Line, Table};
use normalizer::{is_common, is_syllable};

/// Puts them together again, and says how many.
pub fn join(table: &mut Table) -> usize {
    let paragraphs = table.cells.iter_mut().flat_map(|cell| &mut cell.paragraphs);
    paragraphs.map(|paragraph| join_lines(&mut paragraph.lines)).sum()
}

fn join_lines(lines: &mut [Line]) -> usize {
    let alone = lines.len() == 2;
    let mut joined = 0;
    for next in 1..lines.len() {
        let Some((above, below)) = lines.split_at_mut_checked(next) else { break };
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { break };
        let (text, rest) = (above.text(), below.text());
        let (head, tail) = (last_word(&text), first_word(&rest));
        let whole = alone && head.len() == text.trim().len() && tail.len() == rest.trim().len();
        let ends = tail.len() == rest.trim().len() || !tail.ends_with(|c: char| c.is_ascii_digit());
        let fills = head.len() == text.trim().len();
        let certain = is_broken_word(head, tail)
            || fills && is_rare_end(head, tail)
            || ends && is_broken_date(head, tail);
        if certain || is_broken_number(head, tail) && (whole || is_no_decimal(head)) {
            move_up(above, below, tail.len());
            joined += 1;
        }
    }
    joined
}

fn last_word(line: &str) -> &str {
    line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default()
}

fn first_word(line: &str) -> &str {
    line.trim_start().split(char::is_whitespace).next().unwrap_or_default()
}

/// Whether two pieces are one syllable, and one of them is none.
fn is_broken_word(head: &str, tail: &str) -> bool {
    let bare = tail.trim_end_matches([',', ';', '.', ':', ')']);
    let letters = |word: &str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let whole = format!("{head}{bare}");
    letters(head)
        && letters(bare)
        && bare.chars().all(char::is_lowercase)
        && whole.chars().count() >= 3
        && is_syllable(&whole)
        && !(is_syllable(head) && is_syllable(bare))
}

/// Whether a word that fills its line goes on below, where the rest could be a word but hardly is: «Nguy» /
/// «ên».
fn is_rare_end(head: &str, tail: &str) -> bool {
    let bare = tail.trim_end_matches([',', ';', '.', ':', ')']);
    let rare = bare.chars().all(char::is_lowercase) && !bare.is_ascii() && !is_common(bare);
    head.chars().all(char::is_alphabetic) && rare && is_common(&format!("{head}{bare}"))
}

/// Whether a number's last group of three digits goes on below: no decimals go on so.
fn is_broken_number(head: &str, tail: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let mut groups = head.split('.');
    let first = groups.next().is_some_and(|group| digits(group) && group.len() <= 3);
    let groups: Vec<&str> = groups.collect();
    let Some((last, inner)) = groups.split_last() else { return false };
    first
        && inner.iter().all(|group| digits(group) && group.len() == 3)
        && digits(last)
        && digits(tail)
        && last.len() < 3
        && last.len() + tail.len() == 3
}

/// «1.200.00» before «0 trang»: with two marks the digits behind the last are no decimals.
fn is_no_decimal(head: &str) -> bool {
    head.split('.').count() > 2
}

/// Whether a date's year goes on below: «31/12/20» before «26».
fn is_broken_date(head: &str, tail: &str) -> bool {
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
    };
    let parts: Vec<&str> = head.split('/').collect();
    let [day, month, year] = parts.as_slice() else { return false };
    let rest = tail.trim_end_matches([',', ';', '.', ')']);
    let whole: Option<u32> = format!("{year}{rest}").parse().ok().filter(|_| digits(rest, 3));
    digits(day, 2)
        && digits(month, 2)
        && digits(year, 3)
        && whole.is_some_and(|whole| (1990..=2099).contains(&whole))
}

/// Takes the first bytes of a line to the end of the one above.
fn move_up(above: &mut Line, below: &mut Line, length: usize) {
    let Some(run) = below.runs.iter_mut().find(|run| !run.text.trim().is_empty()) else { return };
    let start = run.text.trim_start();
    let Some((moved, left)) = start.split_at_checked(length) else { return };
    let (moved, left) = (moved.to_owned(), left.trim_start().to_owned());
    if let Some(last) = above.runs.iter_mut().rfind(|run| !run.text.trim().is_empty()) {
        last.text.truncate(last.text.trim_end().len());
        last.text.push_str(&moved);
        run.text = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Place, Run};

    #[test]
    fn what_a_narrow_cell_breaks_is_put_together() {
        for (lines, expected) in [
            (&["trườn", "g"][..], &["trường", ""][..]),
            (&["Sở Nông", "ng", "hiệp"], &["Sở Nông", "nghiệp", ""]),
            (&["xã Tr", "ường Sơn, xã"], &["xã Trường", "Sơn, xã"]),
            (&["công tác ngh", "ỉ,", "phép"], &["công tác nghỉ,", "", "phép"]),
            (&["Phòng", "an ninh"], &["Phòng", "an ninh"]),
            (&["Thái", "Nguy", "ên"], &["Thái", "Nguyên", ""]),
            (&["tỉnh Nguy", "ên"], &["tỉnh Nguy", "ên"]),
            (&["UBN", "D tỉnh"], &["UBN", "D tỉnh"]),
            (&["25.34", "1"], &["25.341", ""]),
            (&["1.250.3", "00"], &["1.250.300", ""]),
            (&["25.34", "12"], &["25.34", "12"]),
            (&["25.341", "120"], &["25.341", "120"]),
            (&["25.34", "1 ha"], &["25.34", "1 ha"]),
            (&["12", "15"], &["12", "15"]),
            (&["1.200.00", "0 trang"], &["1.200.000", "trang"]),
            (&["31/12/20", "26"], &["31/12/2026", ""]),
            (&["trước", "31/12/2", "026;", "báo cáo"], &["trước", "31/12/2026;", "", "báo cáo"]),
            (&["31/12/20", "15/6/2026"], &["31/12/20", "15/6/2026"]),
            (&["31/12/20", "15 bản"], &["31/12/20", "15 bản"]),
            (&["số 26/12/20", "1 bản"], &["số 26/12/20", "1 bản"]),
        ] {
            let run = |text: &str| Run { text: text.to_owned(), ..Run::default() };
            let line =
                |text: &&str| Line { runs: [run(text)].into(), place: Place::Paragraph { paragraph: 0 } };
            let mut found: Vec<Line> = lines.iter().map(line).collect();
            join_lines(&mut found);
            let found: Vec<String> = found.iter().map(Line::text).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
