//! Vocabularies: tab-separated lines, embedded in the program, found by their words.

use super::token::{Tokens, word_hash};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The keys are hashes: every word of a document is hashed once, and looked up in a dozen tables.
#[derive(Debug, Default, Clone, Copy)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Phrases by the hash of one of their words. Two words of one hash share a list, and each is compared.
type Words<T> = HashMap<u64, Vec<(Vec<&'static str>, T)>, BuildHasherDefault<Hashed>>;

/// Phrases with what each means. The longest one that stands in the text wins.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: Words<T>,
    by_last: Words<T>,
}

/// The lines of a table, without comments, cut at tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

impl<T: Copy> Phrases<T> {
    /// From a table whose first column is the phrase; `meaning` reads the whole line.
    pub fn new(table: &'static str, meaning: impl Fn(&[&'static str]) -> Option<T>) -> Self {
        let mut phrases = Self { by_first: Words::default(), by_last: Words::default() };
        for row in rows(table) {
            let (Some(surface), Some(value)) = (row.first(), meaning(&row)) else { continue };
            let words: Vec<&'static str> = surface.split(' ').collect();
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                phrases.by_first.entry(word_hash(first)).or_default().push((words.clone(), value));
                phrases.by_last.entry(word_hash(last)).or_default().push((words.clone(), value));
            }
        }
        phrases.by_first.values_mut().chain(phrases.by_last.values_mut()).for_each(|list| {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        });
        phrases
    }

    /// The longest phrase that starts at `i`: how many tokens, and its meaning.
    pub fn at(&self, tokens: &Tokens<'_>, i: usize) -> Option<(usize, T)> {
        let list = self.by_first.get(&tokens.hash(i))?;
        list.iter().find(|(words, _)| tokens.has(i, words)).map(|(words, value)| (words.len(), *value))
    }

    /// The longest phrase that ends right before `i`.
    pub fn before(&self, tokens: &Tokens<'_>, i: usize) -> Option<(usize, T)> {
        let list = self.by_last.get(&tokens.hash(i.wrapping_sub(1)))?;
        list.iter().find(|(words, _)| tokens.has_before(i, words)).map(|(words, value)| (words.len(), *value))
    }

    /// Whether a phrase starts at `i`.
    pub fn is_at(&self, tokens: &Tokens<'_>, i: usize) -> bool {
        self.at(tokens, i).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = Phrases::new("# comment\ntỷ\t1\ntỷ đồng\t2\n", |row| row.get(1).copied());
        let tokens = Tokens::new("5 tỷ đồng");
        assert_eq!(phrases.at(&tokens, 1), Some((2, "2")));
        assert_eq!(phrases.before(&tokens, 3), Some((2, "2")));
        assert_eq!(phrases.before(&tokens, 2), Some((1, "1")));
        assert_eq!(phrases.at(&tokens, 0), None);
    }
}
