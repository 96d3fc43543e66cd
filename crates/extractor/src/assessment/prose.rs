//! Prose that reports scores: an overall result, criteria, and what is listed below each.

use super::score::{self, Score};
use super::{ScoreLine, UNIT};
use crate::phrases::SCORES;
use model::{Assessment, Component, Heading};

/// The assessments that the lines below a heading report; none where they report no scores. The
/// identifiers are still empty.
pub fn read_prose(lines: &[ScoreLine<'_>], path: &[Heading]) -> Vec<Assessment> {
    // What is listed below a criterion are its components, read with it.
    if path.last().is_some_and(|heading| score::read(&heading.title).is_some()) {
        return Vec::new();
    }
    let scores: Vec<Option<Score>> =
        lines.iter().map(|line| (line.depth == 0).then(|| score::read(&line.item.text))).collect();
    if !reports_scores(lines, &scores) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut overall = false;
    for (number, (line, score)) in lines.iter().zip(scores).enumerate() {
        let Some(score) = score else { continue };
        let whole = line.item.marker.is_none() || SCORES.opens(&score.text, "total");
        // What an office gave itself as a whole is reported also where nobody has judged it yet.
        if score.achieved.is_none() && !(whole && score.self_assessed.is_some()) {
            continue;
        }
        if whole && !overall {
            overall = true;
            found.insert(0, assessment(line, score, path, true));
        } else if line.item.marker.is_some() {
            let mut criterion = assessment(line, score, path, false);
            let below = lines.get(number + 1..).unwrap_or_default();
            let end = below.iter().position(|line| line.depth == 0).unwrap_or(below.len());
            criterion.components = components(below.get(..end).unwrap_or_default());
            found.push(criterion);
        }
    }
    found
}

/// At least two lines straight below the heading state what was achieved, and half of its items do.
fn reports_scores(lines: &[ScoreLine<'_>], scores: &[Option<Score>]) -> bool {
    let states = |score: &Option<Score>| score.as_ref().is_some_and(|score| score.achieved.is_some());
    let stated = scores.iter().filter(|score| states(score)).count();
    let items = || lines.iter().zip(scores).filter(|(line, _)| line.depth == 0 && line.item.marker.is_some());
    let criteria = items().filter(|(_, score)| states(score)).count();
    stated >= 2 && criteria >= 1 && criteria * 2 >= items().count()
}

fn assessment(line: &ScoreLine<'_>, score: Score, path: &[Heading], whole: bool) -> Assessment {
    let index = line.item.marker.as_ref().and_then(|marker| marker.index.clone());
    Assessment {
        id: String::new(),
        index: index.filter(|_| !whole),
        sections: path.to_vec(),
        text: if whole { last_clause(&score.text) } else { score.text },
        achieved: score.achieved,
        maximum: score.maximum,
        deducted: score.deducted,
        percent: score.percent,
        rating: score.rating,
        unit: Some(UNIT.to_owned()),
        self_assessed: score.self_assessed,
        components: Vec::new(),
        provenance: line.item.places.clone(),
        confidence: line.item.confidence,
    }
}

/// «Năm 2022, theo quyết định công bố, chỉ số CCHC xã» speaks of «chỉ số CCHC xã».
fn last_clause(text: &str) -> String {
    let clause = text.rsplit([',', ';']).next().unwrap_or(text).trim();
    let clause = clause.rsplit(". ").next().unwrap_or(clause).trim();
    if clause.split_whitespace().count() >= 2 { clause.to_owned() } else { text.to_owned() }
}

/// The lines below a criterion as a tree, by their depth.
fn components(lines: &[ScoreLine<'_>]) -> Vec<Component> {
    let Some(top) = lines.iter().map(|line| line.depth).min() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.depth == top) {
        let score = score::read(&line.item.text);
        if line.item.marker.is_none() && !score.is_some() {
            continue;
        }
        let below = lines.get(number + 1..).unwrap_or_default();
        let end = below.iter().position(|line| line.depth <= top).unwrap_or(below.len());
        let stated = score.is_some();
        found.push(Component {
            index: line.item.marker.as_ref().and_then(|marker| marker.index.clone()),
            text: if stated { score.text } else { line.item.text.clone() },
            achieved: score.achieved,
            self_assessed: score.self_assessed,
            maximum: score.maximum,
            deducted: score.deducted,
            components: components(below.get(..end).unwrap_or_default()),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Item;
    use crate::testing::paragraph;
    use crate::vocabulary::Vocabulary;

    fn read(texts: &[(u8, &str)], heading: &str) -> Vec<Assessment> {
        let items: Vec<(u8, Item)> = texts
            .iter()
            .map(|(depth, text)| (*depth, Item::new(&paragraph(text), Vocabulary::builtin())))
            .collect();
        let lines: Vec<ScoreLine<'_>> =
            items.iter().map(|(depth, item)| ScoreLine { item, depth: *depth }).collect();
        read_prose(&lines, &[Heading { index: Some("I".into()), title: heading.into() }])
    }

    const REPORT: [(u8, &str); 8] = [
        (
            0,
            "Năm 2024, theo công bố, chỉ số của xã đạt 18 điểm, bằng 72%, xếp loại khá; bị trừ 7 điểm, cụ thể:",
        ),
        (0, "1. Tiêu chí 1. Chỉ đạo: Đạt 8/10 điểm; số điểm bị trừ 2 điểm, gồm:"),
        (1, "- Tuyên truyền: trừ 1 điểm."),
        (1, "- Thanh toán trực tuyến: trừ 1 điểm."),
        (2, "+ Tỷ lệ giao dịch. (0 điểm)"),
        (0, "2. Tiêu chí 2. Thể chế: Đạt 10/15 điểm"),
        (1, "- Rà soát văn bản: 80% văn bản được rà soát."),
        (1, "Ghi chú của người viết."),
    ];

    #[test]
    fn overall_criteria_and_components() {
        let found = read(&REPORT, "Kết quả");
        let heads: Vec<_> = found.iter().map(|one| (one.index.as_deref(), one.text.as_str())).collect();
        let expected =
            [(None, "chỉ số của xã"), (Some("1"), "Tiêu chí 1. Chỉ đạo"), (Some("2"), "Tiêu chí 2. Thể chế")];
        assert_eq!(heads, expected);
        assert_eq!(found[0].rating.as_deref(), Some("khá"));
        let first = &found[1].components;
        assert_eq!(
            (first.len(), first[1].text.as_str(), first[1].components.len()),
            (2, "Thanh toán trực tuyến", 1)
        );
        assert_eq!(first[1].components[0].achieved, score::number("0"));
        let second = &found[2].components;
        assert_eq!((second.len(), second[0].deducted), (1, None));
        assert_eq!(second[0].text, "Rà soát văn bản: 80% văn bản được rà soát.");
    }

    #[test]
    fn other_prose_gives_none() {
        assert!(
            read(&REPORT, "Tiêu chí 1: đạt 8/10 điểm").is_empty(),
            "components are read with their criterion"
        );
        assert!(read(&REPORT[2..5], "Kết quả").is_empty());
        let tasks = [
            (0, "1. Phấn đấu đạt 90/100 điểm."),
            (0, "2. Rà soát hồ sơ."),
            (0, "3. Họp dân."),
            (0, "4. Báo cáo."),
        ];
        assert!(read(&tasks, "Nhiệm vụ").is_empty());
        assert!(read(&[], "Nhiệm vụ").is_empty());
    }
}
