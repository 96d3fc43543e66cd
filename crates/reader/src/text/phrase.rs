//! Which words stand beside each other in a text. Most Vietnamese words are several syllables long
//! («kiểm tra», «quy định»), so a pair that is met again and again is hardly parted by a cell's edge,
//! and one that no other line knows is hardly a wrapped phrase.

use super::line::{TextLine, Word};

/// The pairs of a text, each as often as it occurs.
#[derive(Debug, Default)]
pub struct Phrases {
    pairs: Vec<u64>,
}

impl Phrases {
    pub fn of<'a>(lines: impl Iterator<Item = &'a TextLine>) -> Self {
        let mut pairs: Vec<u64> = lines
            .flat_map(|line| line.words.iter().zip(line.words.iter().skip(1)))
            .filter(|(one, next)| next.start <= one.end + 1 && !next.after_tab)
            .map(|(one, next)| pair(one, next))
            .collect();
        pairs.sort_unstable();
        Self { pairs }
    }

    /// How often the words stand together, up to a few times.
    pub fn together(&self, one: &Word, next: &Word) -> usize {
        const ENOUGH: usize = 3;
        let wanted = pair(one, next);
        let first = self.pairs.partition_point(|&known| known < wanted);
        self.pairs.iter().skip(first).take(ENOUGH).take_while(|&&known| known == wanted).count()
    }
}

fn pair(one: &Word, next: &Word) -> u64 {
    one.key.rotate_left(7) ^ next.key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_without_case_and_marks_of_sentences() {
        let lines = ["Kiểm tra, rà soát", "kết quả kiểm tra", "kiểm  tra"];
        let lines: Vec<TextLine> = lines.iter().map(|text| TextLine::parse(1, 0, text)).collect();
        let phrases = Phrases::of(lines.iter());
        let words = TextLine::parse(1, 0, "kiểm tra soát").words;
        assert_eq!(phrases.together(&words[0], &words[1]), 2);
        assert_eq!(phrases.together(&words[1], &words[2]), 0);
    }
}
