//! Decides for each word of a block whether it stands as it should or in which encoding: the path through
//! the words that reads best altogether, where every change of encoding has its price.

use super::charset::Charset;
use super::prior::{Leaning, Prior};
use super::score::{Proof, SYLLABLE, as_it_stands, decoded, proof};
use super::token::Token;

/// A word's encoding; none: as it stands.
pub type Choice = Option<Charset>;

/// To begin in an encoding that nothing else speaks for costs two words of damage. Without a word that can
/// be nothing but damage it is not to be.
const START: i32 = 40;
const START_WITHOUT_PROOF: i32 = 1_000_000;
/// With a word that proves the encoding all alone.
const START_PROVEN_ALONE: i32 = 15;
/// To begin in Unicode where the document's text is legacy.
const START_AGAINST_PRIOR: i32 = 10;
/// To change the encoding within a run, or between runs of different fonts.
const CHANGE: i32 = 25;
const CHANGE_WITH_FONT: i32 = 10;
/// What a word gains in the encoding that its font leans to.
const BIAS: i32 = 10;
/// The least that a word scores in the encoding that its font leans to.
const FOREIGN_NAME: i32 = -8;

/// Words with the fonts they stand in, one for each token.
pub struct Block<'a> {
    pub chars: &'a [char],
    pub tokens: &'a [Token],
    pub fonts: &'a [Option<&'a str>],
}

impl Block<'_> {
    fn word(&self, token: &Token) -> &[char] {
        self.chars.get(token.start..token.end).unwrap_or_default()
    }
}

/// The best choice for every token of a block.
pub fn decide(block: &Block<'_>, prior: &Prior) -> Vec<Choice> {
    if let Some(charset) = expected(block, prior) {
        return vec![Some(charset); block.tokens.len()];
    }
    let states: Vec<Choice> =
        std::iter::once(None).chain(prior.candidates().iter().copied().map(Some)).collect();
    let plain: Vec<i32> = block.tokens.iter().map(|token| as_it_stands(block.word(token))).collect();
    let starts: Vec<i32> = states.iter().map(|state| start_without_prior(*state, block, &plain)).collect();
    let mut totals: Vec<i32> = Vec::new();
    let mut steps: Vec<Vec<usize>> = Vec::new();
    let mut font_before = None;
    for ((token, plain), font) in block.tokens.iter().zip(&plain).zip(block.fonts) {
        let leaning = prior.leaning(*font);
        let word = block.word(token);
        let scores = states.iter().map(|state| score(*state, token, word, *plain, leaning));
        if totals.is_empty() {
            let starts = states.iter().zip(&starts).map(|(state, price)| start(*state, leaning, *price));
            totals = starts.zip(scores).map(|(start, score)| score - start).collect();
            steps.push((0..states.len()).collect());
        } else {
            let price = if font_before == Some(*font) { CHANGE } else { CHANGE_WITH_FONT };
            let best: Vec<(usize, i32)> =
                (0..states.len()).map(|state| best_step(&totals, state, price)).collect();
            totals = best.iter().zip(scores).map(|((_, total), score)| total + score).collect();
            steps.push(best.into_iter().map(|(from, _)| from).collect());
        }
        font_before = Some(*font);
    }
    trace(&totals, &steps).into_iter().map(|state| states.get(state).copied().flatten()).collect()
}

/// The encoding that all the block's fonts lean to, where it makes a syllable of every word.
fn expected(block: &Block<'_>, prior: &Prior) -> Option<Charset> {
    let first = prior.leaning(*block.fonts.first()?);
    let Leaning::Legacy(charset) = first else { return None };
    let mut fonts = block.fonts.windows(2);
    let one = fonts
        .all(|pair| matches!(pair, [before, after] if before == after || prior.leaning(*after) == first));
    let explains = |token: &Token| {
        let word = block.word(token);
        decoded(charset, word).map_or_else(|| as_it_stands(word) <= 0, |score| score >= SYLLABLE)
    };
    let explained = one && block.tokens.iter().filter(|token| !token.ascii).all(explains);
    explained.then_some(charset)
}

fn score(state: Choice, token: &Token, word: &[char], plain: i32, leaning: Leaning) -> i32 {
    if token.ascii {
        return 0;
    }
    let score = match state {
        None => plain,
        // What stays as it is proves Unicode where it has letters that only Unicode has.
        Some(charset) => decoded(charset, word).unwrap_or(if plain >= 30 { plain - 5 } else { plain }),
    };
    match leaning {
        Leaning::Unicode if state.is_none() => score + BIAS,
        // A foreign name in a legacy font is no syllable in any encoding.
        Leaning::Legacy(charset) if state == Some(charset) => score.max(FOREIGN_NAME) + BIAS,
        _ => score,
    }
}

/// What it costs to begin in an encoding, by what the words of the block themselves prove.
fn start_without_prior(state: Choice, block: &Block<'_>, plain: &[i32]) -> i32 {
    let Some(charset) = state else { return 0 };
    let words = block.tokens.iter().zip(plain).filter(|(token, _)| !token.ascii);
    let price = |(token, plain): (&Token, &i32)| {
        let word = block.word(token);
        let score = decoded(charset, word)?;
        proof(charset, word, *plain, score).map(|proof| match proof {
            Proof::Alone => START_PROVEN_ALONE,
            Proof::Supported => START,
        })
    };
    words.filter_map(price).min().unwrap_or(START_WITHOUT_PROOF)
}

fn start(state: Choice, leaning: Leaning, without_prior: i32) -> i32 {
    match (state, leaning) {
        (None, Leaning::Legacy(_)) => START_AGAINST_PRIOR,
        (Some(charset), Leaning::Legacy(expected)) if charset == expected => 0,
        _ => without_prior,
    }
}

/// From which state it is best to come to a state. The state itself is first among equals.
fn best_step(totals: &[i32], state: usize, price: i32) -> (usize, i32) {
    let stay = (state, totals.get(state).copied().unwrap_or(i32::MIN / 2));
    totals.iter().enumerate().fold(stay, |best, (from, total)| {
        if from != state && total - price > best.1 { (from, total - price) } else { best }
    })
}

/// Follows the steps back from the best end; Unicode is first among equals.
fn trace(totals: &[i32], steps: &[Vec<usize>]) -> Vec<usize> {
    let mut state = 0;
    for (index, total) in totals.iter().enumerate() {
        if *total > totals.get(state).copied().unwrap_or(i32::MIN) {
            state = index;
        }
    }
    let mut path: Vec<usize> = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        path.push(state);
        state = step.get(state).copied().unwrap_or(0);
    }
    path.reverse();
    path
}
