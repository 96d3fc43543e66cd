//! Turns the words of a block that are in a legacy encoding into Unicode.

use super::Repairs;
use super::charset::{Charset, decode};
use super::decide::{Block, Choice, decide};
use super::font;
use super::letter_case::{Shape, shapes};
use super::prior::{Leaning, Prior};
use super::token::{Token, tokens};

/// Repairs the runs of a block in place; tells whether anything changed.
pub fn repair(runs: &mut [(String, Option<&str>)], prior: &Prior, repairs: &mut Repairs) -> bool {
    if prior.candidates().is_empty() {
        return false;
    }
    let chars: Vec<char> = runs.iter().flat_map(|(text, _)| text.chars()).collect();
    let owners: Vec<usize> =
        runs.iter().enumerate().flat_map(|(run, (text, _))| text.chars().map(move |_| run)).collect();
    let tokens: Vec<Token> = tokens(&chars).collect();
    let owner = |position: usize| owners.get(position).copied().unwrap_or_default();
    let font = |position: usize| runs.get(owner(position)).and_then(|(_, font)| *font);
    let fonts: Vec<Option<&str>> = tokens.iter().map(|token| font(token.start)).collect();
    let choices = decide(&Block { chars: &chars, tokens: &tokens, fonts: &fonts }, prior);
    let capitals: Vec<bool> = runs.iter().map(|(_, font)| shows_capitals(*font, prior)).collect();
    let words = words(&chars, &tokens, &choices);
    let shapes = shapes(&words);

    let mut written: Vec<String> =
        runs.iter().map(|(text, _)| String::with_capacity(text.len() * 3 / 2)).collect();
    let mut push = |position: usize, letters: &mut dyn Iterator<Item = char>| {
        if let Some(text) = written.get_mut(owner(position)) {
            text.extend(letters);
        }
    };
    let mut position = 0;
    for ((token, word), shape) in tokens.iter().zip(&words).zip(shapes) {
        for between in position..token.start {
            push(between, &mut chars.get(between).copied().into_iter());
        }
        for (letter, offset) in &word.letters {
            let at = token.start + offset;
            let capital =
                capitals.get(owner(at)).copied().unwrap_or_default() && word.choice == Some(Charset::Tcvn3);
            if capital || shape == Shape::Upper {
                push(at, &mut letter.to_uppercase());
            } else {
                push(at, &mut std::iter::once(*letter));
            }
        }
        position = token.end;
        if let (Some(charset), true) = (word.choice, word.changed) {
            *repairs.entry(charset.name()).or_default() += 1;
        }
    }
    for rest in position..chars.len() {
        push(rest, &mut chars.get(rest).copied().into_iter());
    }
    let mut changed = false;
    for ((text, _), written) in runs.iter_mut().zip(written) {
        changed |= *text != written;
        *text = written;
    }
    changed
}

/// Whether a run's letters all show as capitals: a font named so, in which the document's text is TCVN3.
fn shows_capitals(font: Option<&str>, prior: &Prior) -> bool {
    font.is_some_and(|name| font::hint(name).capitals)
        && prior.leaning(font) == Leaning::Legacy(Charset::Tcvn3)
}

/// A word in Unicode: its letters, each with the place of the character it came from.
pub struct Word {
    pub letters: Vec<(char, usize)>,
    pub choice: Choice,
    pub changed: bool,
}

fn words(chars: &[char], tokens: &[Token], choices: &[Choice]) -> Vec<Word> {
    let read = |(token, choice): (&Token, &Choice)| {
        word(chars.get(token.start..token.end).unwrap_or_default(), *choice)
    };
    tokens.iter().zip(choices).map(read).collect()
}

fn word(chars: &[char], choice: Choice) -> Word {
    let mut word = Word { letters: Vec::with_capacity(chars.len()), choice, changed: false };
    let lone_sign = matches!(chars, ['·' | '\u{2219}' | '«' | '»' | '§' | '®' | '¹' | '½' | '¼' | '¾']);
    let mut rest = chars.iter().copied().enumerate().peekable();
    while let Some((offset, c)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        let found = choice.filter(|_| !lone_sign).and_then(|charset| decode(charset, c, next));
        word.changed |= found.is_some();
        let (letter, two) = found.unwrap_or((c, false));
        if two {
            rest.next();
        }
        word.letters.push((letter, offset));
    }
    word
}
