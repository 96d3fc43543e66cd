//! Legal documents cited by number: «Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ».

mod symbol;

use super::agency::issuer_end;
use super::schedule::date_phrase;
use super::token::{Gap, Tokens};
use model::{DocumentKind, Reference};
pub(crate) use symbol::symbol_end;
use symbol::{Symbol, kind_at, kind_before, kind_of_letters, symbol_at};

/// Every legal document cited by number, each mention.
pub fn read_references(text: &str) -> Vec<Reference> {
    let t = Tokens::new(text);
    let mut references = Vec::new();
    let mut i = 0;
    while i < t.len() {
        match cited(&t, i).or_else(|| numberless(&t, i)) {
            Some((reference, end)) => {
                references.extend(Some(reference).filter(has_issuer));
                i = end.max(i + 1);
            }
            None => i += 1,
        }
    }
    references
}

/// Every symbol names who issued the document: «NĐ-CP», «NQ/TU», «QH15». «ƯTH 2023/ KH 2023» heads a
/// column and cites nothing.
fn has_issuer(reference: &Reference) -> bool {
    reference.symbol.as_deref().is_none_or(|symbol| {
        symbol.contains(['-', '/', '–', '.'])
            || symbol.chars().any(|c| c.is_ascii_digit())
            || reference.issuer.is_some()
    })
}

/// A citation whose symbol starts at `i`.
fn cited(t: &Tokens<'_>, i: usize) -> Option<(Reference, usize)> {
    // A number inside an address or a longer code is no citation.
    if t.touches(i)
        && i > 0
        && !t.is_word(i - 1)
        && !matches!(t.mark(i - 1), '(' | '"' | '“' | ':' | '.' | '…' | ',')
    {
        return None;
    }
    let symbol = symbol_at(t, i)?;
    let numbered = numbered_from(t, i);
    let words = kind_before(t, numbered).or_else(|| titled_law(t, numbered));
    // «Số:      /UBND-VP» at a line's start is the document's own number, a blank without a kind nobody's.
    let own = numbered < i && t.gap(numbered) == Gap::Line && t.mark(numbered + 1) == ':';
    if words.is_none() && (symbol.number.is_none() || own) {
        return None;
    }
    if words.is_none() && numbered == i && symbol.groups < 2 && symbol.kind.is_none() {
        return None;
    }
    let first = words.map_or(numbered, |(length, _)| numbered - length);
    let kind = kind_of(words.map(|(_, kind)| kind), &symbol);
    Some(finish(t, first, symbol.end, kind, symbol.number, Some(symbol.letters)))
}

/// «Luật Cán bộ, công chức số 80/2025/QH15»: the title stands between the kind and the number.
fn titled_law(t: &Tokens<'_>, numbered: usize) -> Option<(usize, DocumentKind)> {
    const LONGEST_TITLE: usize = 20;
    for k in (numbered.saturating_sub(LONGEST_TITLE)..numbered).rev() {
        if matches!(t.mark(k), ';' | '.' | '(' | ')') || t.is_number(k) {
            return None;
        }
        if let Some((_, kind)) = kind_at(t, k).filter(|_| matches!(t.word(k), "luật" | "bộ" | "pháp")) {
            let first = if t.word(k.wrapping_sub(1)) == "bộ" { k - 1 } else { k };
            return Some((numbered - first, kind));
        }
    }
    None
}

/// Where «số», «số:» or a blank before the symbol starts.
fn numbered_from(t: &Tokens<'_>, i: usize) -> usize {
    let mut k = i;
    while k > 0 && i - k < 40 && matches!(t.mark(k - 1), ':' | '.' | '…' | '_') {
        k -= 1;
    }
    if matches!(t.word(k.wrapping_sub(1)), "số" | "sè") { k - 1 } else { i }
}

/// The words win over the letters; without either it is a công văn.
fn kind_of(words: Option<DocumentKind>, symbol: &Symbol) -> DocumentKind {
    match words {
        Some(kind) => kind,
        None => symbol.kind.unwrap_or_else(|| match symbol.letters.split(['-', '/']).nth(1) {
            // «22/CP» is too little to tell; «143/UBND-VP» has no letters of a kind.
            None => kind_of_letters(&symbol.letters).unwrap_or(DocumentKind::Khac),
            Some(_) => DocumentKind::CongVan,
        }),
    }
}

/// «Kế hoạch số     ngày …/…/2023 của UBND huyện»: number and symbol are not there yet.
fn numberless(t: &Tokens<'_>, i: usize) -> Option<(Reference, usize)> {
    let (length, kind) = kind_at(t, i)?;
    let mut k = i + length;
    k = match t.word(k) {
        "số" => k + 1,
        "sốngày" => k,
        _ => return None,
    };
    while matches!(t.mark(k), ':' | '.' | '…' | '_') && k < i + 60 {
        k += 1;
    }
    if !matches!(t.word(k), "ngày" | "sốngày") {
        return None;
    }
    let (date, _) = date_phrase(t, k)?;
    date?;
    Some(finish(t, i, k, kind, None, None))
}

/// The date and issuer behind a symbol.
fn finish(
    t: &Tokens<'_>,
    first: usize,
    mut end: usize,
    kind: DocumentKind,
    number: Option<u32>,
    symbol: Option<String>,
) -> (Reference, usize) {
    let mut date = None;
    let comma = usize::from(matches!(t.mark(end), ',' | '('));
    if matches!(t.word(end + comma), "ngày" | "sốngày")
        && let Some((read, after)) = date_phrase(t, end + comma)
    {
        date = read;
        end = after + usize::from(t.mark(end) == '(' && t.mark(after) == ')');
    }
    let mut issuer = None;
    let comma = usize::from(t.mark(end) == ',');
    if t.word(end + comma) == "của"
        && let Some(after) = issuer_end(t, end + comma + 1)
    {
        issuer = Some(super::quantity::closed(t.raw(end + comma + 1, after)));
        end = after;
    }
    let raw = super::quantity::closed(t.raw(first, end));
    (Reference { kind, number, symbol, date, issuer, raw }, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_columns_cite_nothing() {
        for (text, count) in [
            ("ƯTH 2023/ KH 2023", 0),
            ("KH 2024/ ƯTH 2023", 0),
            ("Nghị quyết số 103/2023/QH15 ngày 09/11/2023 của Quốc hội", 1),
            ("Kế hoạch số 27/KH-UBND", 1),
            ("Nghị quyết 01-NQ/TU của Tỉnh ủy", 1),
        ] {
            assert_eq!(read_references(text).len(), count, "{text}");
        }
    }

    #[test]
    fn reads_symbol_date_issuer_and_words() {
        for (text, expected) in [
            (
                "theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa",
                "61 NĐ-CP 2018-04-23 Chính phủ «Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ»",
            ),
            (
                "(kèm theo Quyết định số      /QĐ-UBND, ngày   tháng 01 năm 2023 của UBND phường Hòa Bình)",
                "- QĐ-UBND 2023-01 UBND phường Hòa Bình «Quyết định số /QĐ-UBND, ngày tháng 01 năm 2023 của UBND phường Hòa Bình»",
            ),
            (
                "Kế hoạch sốngày/...../2023 của UBND huyện Hòa Bình",
                "- - 2023 UBND huyện Hòa Bình «Kế hoạch sốngày/...../2023 của UBND huyện Hòa Bình»",
            ),
            (
                "Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Văn phòng Chính phủ hướng dẫn nghiệp vụ",
                "2 TT-VPCP 2017-10-31 Văn phòng Chính phủ «Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Văn phòng Chính phủ»",
            ),
            (
                "Luật Cán bộ, công chức số 80/2025/QH15",
                "80 QH15 - - «Luật Cán bộ, công chức số 80/2025/QH15»",
            ),
            ("Quyết định số 4160 QĐ/UBND", "4160 QĐ/UBND - - «Quyết định số 4160 QĐ/UBND»"),
            ("kinh phí 500 HĐ/UBND", ""),
            (
                "Chỉ thị số 16/CT.TTg ngày 05/9/2016",
                "16 CT.TTg 2016-09-05 - «Chỉ thị số 16/CT.TTg ngày 05/9/2016»",
            ),
            ("Lệnh số 09/2017/L-CTN", "9 L-CTN - - «Lệnh số 09/2017/L-CTN»"),
            ("Giấy phép số 12/GP-UBND", "12 GP-UBND - - «Giấy phép số 12/GP-UBND»"),
            ("Theo TCVN ISO 9001:2015 và QCVN 14:2008/BTNMT", ""),
            ("Số:      /KH-SCT", ""),
            ("theo Phụ lục số 01, mục II, Điều 15", ""),
        ] {
            let show = |r: &Reference| {
                let number = r.number.map_or("-".to_owned(), |n| n.to_string());
                let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
                format!("{number} {} {} {} «{}»", part(&r.symbol), part(&r.date), part(&r.issuer), r.raw)
            };
            let found: Vec<String> = read_references(text).iter().map(show).collect();
            assert_eq!(found.join(" | "), expected, "{text}");
        }
    }
}
