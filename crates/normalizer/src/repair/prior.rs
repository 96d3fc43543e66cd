//! A document's survey: in which encoding each of its fonts is written.

use super::charset::{Charset, is_vni_letter};
use super::font::{self, Hint};
use super::score::{Proof, SYLLABLE, as_it_stands, decoded, proof};
use super::token::tokens;
use std::collections::BTreeMap;

/// What a survey of a whole document says about its encoding: a prior for each block.
#[derive(Debug, Clone, Default)]
pub struct Prior {
    fonts: BTreeMap<String, Leaning>,
    document: Leaning,
    /// The legacy encodings that some part of the document may be in; none in nearly every document.
    candidates: Vec<Charset>,
}

/// What a font's text, or a document's, leans to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaning {
    /// Too little was seen, or all kinds of text.
    #[default]
    Open,
    Unicode,
    Legacy(Charset),
}

/// What was seen of one font.
#[derive(Debug, Clone, Default)]
struct Tally {
    hint: Hint,
    /// For each of [`Charset::ALL`]: words that read better in it, words that read worse, what was gained.
    charsets: [Gain; Charset::ALL.len()],
    /// Words that cannot be legacy text.
    unicode: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Gain {
    better: usize,
    worse: usize,
    sum: i64,
    /// Words that can be nothing but legacy text.
    proofs: usize,
    /// Those of them that need no other beside them.
    alone: usize,
}

/// A run for itself proves an encoding from this gain on: two words of plain damage.
const PROVEN: i64 = 40;

impl Prior {
    pub fn candidates(&self) -> &[Charset] {
        &self.candidates
    }

    /// What a run in a font leans to.
    pub fn leaning(&self, font: Option<&str>) -> Leaning {
        let family = font.map(font::family).unwrap_or_default();
        match self.fonts.get(family) {
            None | Some(Leaning::Open) => self.document,
            Some(leaning) => *leaning,
        }
    }
}

/// Looks through a document's runs (text, font name) before anything is repaired.
pub fn survey<'a>(runs: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Prior {
    let mut fonts: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut proven = [false; Charset::ALL.len()];
    let mut chars = Vec::new();
    for (text, font) in runs {
        let family = font.map(font::family).unwrap_or_default();
        let tally =
            fonts.entry(family).or_insert_with(|| Tally { hint: font::hint(family), ..Tally::default() });
        if !text.is_ascii() {
            let before = tally.charsets;
            tally.add(text, &mut chars);
            for ((proven, gain), before) in proven.iter_mut().zip(&tally.charsets).zip(before) {
                let gained = gain.sum - before.sum >= PROVEN && gain.proofs > before.proofs;
                *proven |= gained || gain.alone > before.alone;
            }
        }
    }
    conclude(&fonts, proven)
}

fn conclude(fonts: &BTreeMap<&str, Tally>, proven: [bool; Charset::ALL.len()]) -> Prior {
    let mut all = Tally::default();
    for tally in fonts.values() {
        all.unicode += tally.unicode;
        for (sum, gain) in all.charsets.iter_mut().zip(&tally.charsets) {
            sum.better += gain.better;
            sum.worse += gain.worse;
            sum.sum += gain.sum;
            sum.proofs += gain.proofs;
        }
    }
    let mut prior = Prior { document: all.leaning(), ..Prior::default() };
    let mut seen = proven;
    for (seen, charset) in seen.iter_mut().zip(Charset::ALL) {
        *seen &= !charset.is_rare();
    }
    for (family, tally) in fonts {
        let mut leaning = tally.leaning();
        // A font of a legacy name whose text says nothing follows its name, where the document does.
        if leaning == Leaning::Open && tally.hint.charset.map(Leaning::Legacy) == Some(prior.document) {
            leaning = prior.document;
        }
        prior.fonts.insert((*family).to_owned(), leaning);
    }
    for leaning in prior.fonts.values().chain([&prior.document]) {
        for (seen, charset) in seen.iter_mut().zip(Charset::ALL) {
            *seen |= *leaning == Leaning::Legacy(charset);
        }
    }
    let found = Charset::ALL.into_iter().zip(seen).filter(|(_, seen)| *seen);
    prior.candidates = found.map(|(charset, _)| charset).collect();
    prior
}

impl Tally {
    /// Weighs the words of a text; `chars` is room for its characters.
    fn add(&mut self, text: &str, chars: &mut Vec<char>) {
        chars.clear();
        chars.extend(text.chars());
        for token in tokens(chars).filter(|token| !token.ascii) {
            let word = chars.get(token.start..token.end).unwrap_or_default();
            // A letter that only Unicode has, in a word that no encoding touches.
            let certain = |c: &char| matches!(c, '\u{1EA0}'..='\u{1EF9}');
            let plain = if word.iter().any(certain) { 30 } else { as_it_stands(word) };
            if plain > 0 {
                self.unicode += usize::from(plain >= 30);
                continue;
            }
            let leader = self.leader();
            if leader.is_some_and(|leader| self.weigh(leader, word, plain) >= SYLLABLE) {
                continue;
            }
            for charset in Charset::ALL.into_iter().filter(|charset| Some(*charset) != leader) {
                self.weigh(charset, word, plain);
            }
        }
    }

    /// The encoding that has explained so much that what it explains needs no other explanation.
    fn leader(&self) -> Option<Charset> {
        let all = Charset::ALL.into_iter().zip(&self.charsets);
        let (charset, most) = all.max_by_key(|(_, gain)| gain.proofs)?;
        (most.proofs >= 100).then_some(charset)
    }

    /// Counts what a word gains in an encoding; the score of its letters there.
    fn weigh(&mut self, charset: Charset, word: &[char], plain: i32) -> i32 {
        // Plain TCVN3 says nothing for its having been taken for VNI.
        if charset == Charset::Tcvn3AsVni && !word.iter().any(|c| is_vni_letter(*c)) {
            return 0;
        }
        let Some(score) = decoded(charset, word) else { return 0 };
        let index = Charset::ALL.iter().position(|known| *known == charset).unwrap_or_default();
        if let Some(gain) = self.charsets.get_mut(index) {
            gain.sum += i64::from(score - plain);
            // Single letters and abbreviations say nothing for themselves.
            gain.better += usize::from(score >= SYLLABLE && score > plain);
            gain.worse += usize::from(score < plain);
            let proof = proof(charset, word, plain, score);
            gain.proofs += usize::from(proof.is_some());
            gain.alone += usize::from(proof == Some(Proof::Alone));
        }
        score
    }

    fn leaning(&self) -> Leaning {
        let mut best: Option<(Charset, i64)> = None;
        let mut tied = false;
        for (gain, charset) in self.charsets.iter().zip(Charset::ALL) {
            let named = self.hint.charset == Some(charset);
            let better = gain.better + if named { 2 } else { 0 };
            let against = gain.worse + self.unicode;
            let (least, ratio) = if charset.is_rare() && !named { (6, 12) } else { (3, 3) };
            let proven = gain.proofs > 0 && gain.proofs * 8 >= gain.better;
            if better < least || better < ratio * against || gain.sum <= 0 || !(proven || named) {
                continue;
            }
            let sum = if named { gain.sum * 2 } else { gain.sum };
            match best {
                Some((_, other)) if sum * 10 < other * 9 => {}
                Some((Charset::Tcvn3, other)) if charset == Charset::Tcvn3AsVni && sum <= other => {}
                Some((_, other)) if sum * 9 <= other * 10 => tied = true,
                _ => (best, tied) = (Some((charset, sum)), false),
            }
        }
        let some_legacy = self.charsets.iter().map(|gain| gain.better).max().unwrap_or_default();
        match best {
            Some((charset, _)) if !tied => Leaning::Legacy(charset),
            None if self.unicode >= 3 && self.unicode > 3 * some_legacy => Leaning::Unicode,
            _ => Leaning::Open,
        }
    }
}
