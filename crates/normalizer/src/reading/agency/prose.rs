//! The agencies that a sentence names: who leads it, with whom.

use super::name::{Head, group_end, head_at, name_end, open_end};
use crate::reading::quantity::closed;
use crate::reading::table::Phrases;
use crate::reading::token::Tokens;
use model::{Agency, AgencyRole};
use std::sync::LazyLock;

static LABELS: LazyLock<Phrases<AgencyRole>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/agency_labels.tsv"), |row| match *row.get(1)? {
        "lead" => Some(AgencyRole::Lead),
        "coordinating" => Some(AgencyRole::Coordinating),
        "implementing" => Some(AgencyRole::Implementing),
        "monitoring" => Some(AgencyRole::Monitoring),
        _ => None,
    })
});

static LEAD_VERBS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/lead_verbs.tsv"), |_| Some(())));

/// The verb of duty at `i`: how many tokens it has.
pub(super) fn lead_verb(t: &Tokens<'_>, i: usize) -> Option<usize> {
    LEAD_VERBS.at(t, i).map(|(length, ())| length)
}

/// The agencies that a prose item names with their roles: the one it opens with leads, those after
/// «phối hợp với» coordinate.
pub fn find_agencies(text: &str) -> Vec<Agency> {
    let t = Tokens::new(text);
    let start = opening(&t);
    let mut agencies = Vec::new();
    labelled(&t, &mut agencies);
    if !agencies.is_empty() {
        return agencies;
    }
    let mut from = start;
    if let Some((names, end)) = leads(&t, start) {
        for (first, end) in names {
            add(&t, &mut agencies, AgencyRole::Lead, first, end);
        }
        from = end;
    } else if let Some((first, end)) = bracketed_lead(&t) {
        add(&t, &mut agencies, AgencyRole::Lead, first, end);
    }
    for i in from..t.len() {
        if t.has(i, &["phối", "hợp"]) {
            for (first, end) in partners(&t, i + 2) {
                add(&t, &mut agencies, AgencyRole::Coordinating, first, end);
            }
        }
    }
    agencies
}

/// «Tổ chức hội nghị triển khai (Sở Tư pháp chủ trì)».
fn bracketed_lead(t: &Tokens<'_>) -> Option<(usize, usize)> {
    (0..t.len()).filter(|i| t.mark(*i) == '(').find_map(|open| {
        let first = open + 1 + if t.has(open + 1, &["giao"]) { 1 } else { 0 };
        let end = name_end(t, first)?;
        let duty =
            t.has(end, &["chủ", "trì"]) || t.has(end, &["thực", "hiện"]) || t.has(end, &["tham", "mưu"]);
        (duty && matches!(t.mark(end + 2), ')' | ',' | ';')).then_some((first, end))
    })
}

/// «Đơn vị chủ trì: …; đơn vị phối hợp: …»: the label says the role. One that only carries out what is
/// said leads it where no other does.
fn labelled(t: &Tokens<'_>, agencies: &mut Vec<Agency>) {
    let mut i = 0;
    while i < t.len() {
        let label = LABELS.at(t, i).filter(|(length, _)| t.mark(i + length) == ':');
        let Some((length, role)) = label else {
            i += 1;
            continue;
        };
        i += length + 1;
        for (first, end) in list_from(t, i) {
            add(t, agencies, role, first, end);
            i = end;
        }
    }
    let led = agencies.iter().any(|agency| agency.role == AgencyRole::Lead);
    for agency in agencies.iter_mut().filter(|agency| !led && agency.role == AgencyRole::Implementing) {
        agency.role = AgencyRole::Lead;
    }
}

/// The agencies in a row from `first`, parted by commas, «và» or «;».
fn list_from(t: &Tokens<'_>, mut first: usize) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    while let Some(end) = name_end(t, first).filter(|_| names.len() < 12) {
        names.push((first, end));
        if !matches!(t.low(end), "," | "và" | ";") || LABELS.is_at(t, end + 1) {
            break;
        }
        first = end + 1;
    }
    names
}

/// The first word, after a bullet and an outline number («2.3.», «a)»).
fn opening(t: &Tokens<'_>) -> usize {
    let mut i = 0;
    while i < t.len() && !t.is_word(i) {
        i += 1;
    }
    let lettered = t.word(i).chars().count() == 1 && matches!(t.mark(i + 1), ')' | '.');
    if lettered { i + 2 } else { i }
}

fn add(t: &Tokens<'_>, agencies: &mut Vec<Agency>, role: AgencyRole, first: usize, end: usize) {
    let name = closed(t.raw(first, end));
    let key = super::agency_key(&name);
    if !name.is_empty() && !agencies.iter().any(|agency| agency.role == role && agency.key == key) {
        agencies.push(Agency { role, name, key });
    }
}

/// The agencies that a sentence opens with, where it then says what they do.
fn leads(t: &Tokens<'_>, start: usize) -> Option<(Vec<(usize, usize)>, usize)> {
    if !t.is_capital(start) {
        return None;
    }
    let mut names = Vec::new();
    let mut first = start;
    let open = || open_end(t, start).filter(|end| *end < t.len());
    let mut end = lead_end(t, start).or_else(open)?;
    loop {
        names.push((first, end));
        let joint = matches!(t.low(end), "," | "và" | ";");
        let next = end + 1;
        match (joint
            && head_at(t, next).is_some_and(|(_, head)| head != Head::Group || t.word(next) == "các"))
        .then(|| name_end(t, next))
        .flatten()
        {
            Some(after) if names.len() < 12 => {
                first = next;
                end = after;
            }
            _ => break,
        }
    }
    let does = |end: usize| {
        let verb = end + usize::from(t.mark(end) == ',');
        t.mark(end) == ':' || LEAD_VERBS.is_at(t, verb)
    };
    if !does(end) {
        // The last name goes on with words that no table knows.
        let (first, _) = names.pop()?;
        end = open_end(t, first).filter(|end| does(*end))?;
        names.push((first, end));
    }
    Some((names, end))
}

/// «Các cơ quan, đơn vị được giao chủ trì thực hiện …,»: the clause belongs to the name.
fn lead_end(t: &Tokens<'_>, start: usize) -> Option<usize> {
    let end = name_end(t, start)?;
    if !t.has(end, &["được", "giao"]) && !t.has(end, &["được", "phân", "công"]) {
        return Some(end);
    }
    (end..t.len()).find(|k| matches!(t.mark(*k), ',' | ':' | ';' | '.'))
}

/// The agencies after «phối hợp»: with «với», «cùng», or right behind it.
fn partners(t: &Tokens<'_>, i: usize) -> Vec<(usize, usize)> {
    let mut first = i;
    while matches!(t.word(first), "với" | "cùng" | "chặt" | "chẽ") {
        first += 1;
    }
    let mut names = Vec::new();
    while names.len() < 12 {
        let named = first > i
            || t.is_capital(first)
            || head_at(t, first).is_some_and(|(_, head)| head != Head::Office);
        let end = match head_at(t, first) {
            Some(_) if named => name_end(t, first),
            _ if first > i => group_end(t, first),
            _ => None,
        };
        let Some(end) = end else { break };
        names.push((first, end));
        if !matches!(t.low(end), "," | "và" | ";") || head_at(t, end + 1).is_none() {
            break;
        }
        first = end + 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_who_leads_and_who_helps() {
        for (text, expected) in [
            ("2.3. Công chức Văn hoá - xã hội: Xây dựng Kế hoạch", "lead Công chức Văn hoá - xã hội"),
            (
                "Sở Tài chính chủ trì, phối hợp với các sở, ngành liên quan bố trí kinh phí",
                "lead Sở Tài chính|coordinating các sở, ngành liên quan",
            ),
            ("Phối hợp với các phòng, ban thị xã tổ chức các lớp", "coordinating các phòng, ban thị xã"),
            ("Chủ trì, phối hợp với các đơn vị liên quan triển khai", "coordinating các đơn vị liên quan"),
            ("phối hợp trong việc thực hiện", ""),
            (
                "Tổ chức hội nghị (Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ)",
                "lead Sở Tư pháp|coordinating Sở Nội vụ",
            ),
            (
                "Sở Tài chính chủ trì, phối hợp với Kho bạc Nhà nước khu vực XV và các đơn vị liên quan rà soát",
                "lead Sở Tài chính|coordinating Kho bạc Nhà nước khu vực XV|coordinating các đơn vị liên quan",
            ),
            (
                "Ngân hàng Nhà nước Chi nhánh Khu vực 12 chỉ đạo các tổ chức tín dụng",
                "lead Ngân hàng Nhà nước Chi nhánh Khu vực 12",
            ),
            (
                "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh đẩy nhanh tiến độ",
                "lead Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh",
            ),
            ("Ban hành kế hoạch năm 2025", ""),
            ("Tổ chức thực hiện các nhiệm vụ", ""),
            (
                "Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội tuyên truyền, vận động hội viên",
                "lead Ủy ban MTTQ Việt Nam tỉnh|lead các tổ chức chính trị - xã hội",
            ),
            (
                "Ban Quản lý rừng phòng hộ Krông Năng chủ trì, phối hợp với Hạt Kiểm lâm tuần tra",
                "lead Ban Quản lý rừng phòng hộ Krông Năng|coordinating Hạt Kiểm lâm",
            ),
            ("Ban Chỉ huy Phòng thủ dân sự xã chỉ đạo ứng phó", "lead Ban Chỉ huy Phòng thủ dân sự xã"),
            (
                "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ: Chuyển giao",
                "lead Trung tâm Ứng dụng tiến bộ khoa học và công nghệ",
            ),
            (
                "Phòng Kinh tế phường chủ trì, phối hợp Phòng Văn hóa - Xã hội phường bố trí kinh phí",
                "lead Phòng Kinh tế phường|coordinating Phòng Văn hóa - Xã hội phường",
            ),
            ("Các cấp ủy, tổ chức đảng tổ chức học tập", "lead Các cấp ủy, tổ chức đảng"),
            ("UBND huyện Cư M'gar chịu trách nhiệm", "lead UBND huyện Cư M'gar"),
            ("Các thôn, buôn: Tuyên truyền", "lead Các thôn, buôn"),
            ("Công đoàn cơ sở phối hợp với người sử dụng lao động đối thoại", "lead Công đoàn cơ sở"),
            (
                "Thủ trưởng các cơ quan chuyên môn thuộc quận, Chủ tịch UBND các phường tổ chức thực hiện",
                "lead Thủ trưởng các cơ quan chuyên môn thuộc quận|lead Chủ tịch UBND các phường",
            ),
            ("Đội Tham mưu: Tổng hợp, báo cáo", "lead Đội Tham mưu"),
            ("Bảo hiểm xã hội tự nguyện đạt 15%", ""),
            ("Trường học an toàn, thân thiện", ""),
            ("Chính phủ điện tử hướng tới chính phủ số", ""),
            ("Phối hợp phòng, chống dịch bệnh", ""),
            ("Ban hành kế hoạch: trước 15/12", ""),
            ("Đoàn kết nội bộ, thực hiện tốt quy chế", ""),
            ("Phòng, chống tham nhũng", ""),
            ("Tăng cường phối hợp giữa các phòng, ban", ""),
            ("100% cơ quan, đơn vị được phân công chủ trì xây dựng", ""),
            ("Chủ tịch UBND phường chủ trì triển khai đánh giá", "lead Chủ tịch UBND phường"),
            (
                "Các cơ quan, đơn vị được giao chủ trì những nội dung của kế hoạch, chủ động phối hợp với các cơ quan, đơn vị có liên quan để thực hiện",
                "lead Các cơ quan, đơn vị được giao chủ trì những nội dung của kế hoạch|coordinating các cơ quan, đơn vị có liên quan",
            ),
        ] {
            let found: Vec<String> = find_agencies(text)
                .iter()
                .map(|a| {
                    format!("{} {}", if a.role == AgencyRole::Lead { "lead" } else { "coordinating" }, a.name)
                })
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
