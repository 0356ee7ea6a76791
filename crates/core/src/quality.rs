//! What a good bank is: the limits that `cargo xtask bank check` enforces, all in one place.

use crate::bank::{Bank, Kind, Law, LawId, Question};
use crate::choices::letter;
use crate::statute::{Statute, Statutes};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Longest stem, in characters.
pub const MAX_STEM: usize = 160;
/// Longest situation, in characters.
pub const MAX_CASE: usize = 300;
/// Longest option, in characters.
pub const MAX_OPTION: usize = 60;
/// Length of an explanation, in characters.
pub const EXPLANATION: (usize, usize) = (30, 220);
/// Share of each letter among the keys of four-option single questions, in percent.
pub const LETTER_SHARE: (u32, u32) = (15, 35);
/// Share of true statements among judge questions, in percent.
pub const TRUE_SHARE: (u32, u32) = (40, 60);
/// Largest share of one key size among multiple questions, in percent.
pub const MAX_KEY_SIZE_SHARE: u32 = 60;
/// Largest share of multiple questions in which every option is right, in percent.
pub const MAX_ALL_RIGHT_SHARE: u32 = 20;
/// Largest share of single questions whose key is the longest option, in percent.
pub const MAX_LONGEST_SHARE: u32 = 35;
/// Largest share of questions with an option about the others (以上都对), in percent.
pub const MAX_ABOUT_OTHERS_SHARE: u32 = 1;
/// Largest share of stems that ask for what is wrong, in percent.
pub const MAX_NEGATIVE_SHARE: u32 = 10;
/// How much more frequent absolute words may be in wrong options than in right ones, in percent.
pub const MAX_ABSOLUTE_RATIO: u32 = 150;
/// Likeness of two stems (Jaccard index of three-character pieces) at which they are twins.
pub const TWIN_LIKENESS: f64 = 0.7;
/// Least share of questions that put a situation, in percent.
pub const MIN_SITUATION_SHARE: u32 = 25;

/// Words that give a wrong option away when only wrong options have them.
const ABSOLUTE_WORDS: [&str; 4] = ["必须", "一律", "任何", "只能"];
/// Openings of options that speak about the others.
const ABOUT_OTHERS: [&str; 4] = ["以上都", "以上均", "以上全", "上述都"];
/// Signs of a stem that asks for what is wrong.
const NEGATIVE: [&str; 5] = ["不属于", "不正确", "不符合", "不包括", "错误的是"];
/// Words after a number that make it a period, age, amount or share.
const UNITS: [&str; 22] = [
    "个工作日",
    "个月",
    "周岁",
    "小时",
    "分之",
    "年",
    "月",
    "日",
    "天",
    "岁",
    "倍",
    "元",
    "人",
    "次",
    "户",
    "名",
    "周",
    "级",
    "条",
    "亩",
    "里",
    "米",
];
/// Endings of the names of bodies.
const BODIES: [&str; 9] = ["人民法院", "人民检察院", "委员会", "机关", "部门", "政府", "机构", "人民代表大会", "公安局"];

/// What each bank must reach: questions, different articles cited.
pub const TARGETS: [(&str, usize, usize); 10] = [
    ("civil-code", 320, 260),
    ("administrative-penalty-law", 160, 70),
    ("minors-protection-law", 160, 100),
    ("petition-work-regulations", 120, 43),
    ("anti-organized-crime-law", 80, 55),
    ("constitution", 80, 60),
    ("mediation", 86, 58),
    ("land", 90, 65),
    ("fraud-and-drugs", 80, 60),
    ("family", 60, 45),
];

/// Questions that each of these topics must have over all banks.
pub const MIN_TOPIC_QUESTIONS: usize = 30;

/// Topics that must be worth opening.
pub const CORE_TOPICS: [&str; 16] = [
    "land-expropriation",
    "marriage-inheritance",
    "neighbour-disputes",
    "economic-disputes",
    "homestead-contracted-land",
    "forest-rights",
    "telecom-fraud",
    "elderly-fraud",
    "drug-control",
    "minors-protection",
    "anti-domestic-violence",
    "anti-organized-crime",
    "petition-procedure",
    "administrative-enforcement",
    "mediation",
    "constitution-day",
];

/// Figures of one bank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Questions.
    pub n_questions: usize,
    /// Different articles cited.
    pub n_articles: usize,
    /// By kind, in the order of [`Kind::ALL`].
    pub n_by_kind: [usize; 3],
    /// Questions that put a situation.
    pub n_situations: usize,
    /// By difficulty 1, 2, 3.
    pub n_by_difficulty: [usize; 3],
}

/// Figures of a bank.
pub fn figures(bank: &Bank) -> Figures {
    let articles: BTreeSet<(&LawId, u16)> =
        bank.questions.iter().flat_map(|question| question.basis.iter().map(|basis| (&basis.law, basis.article))).collect();
    Figures {
        n_questions: bank.questions.len(),
        n_articles: articles.len(),
        n_by_kind: Kind::ALL.map(|kind| bank.questions.iter().filter(|question| question.kind == kind).count()),
        n_situations: bank.questions.iter().filter(|question| puts_a_situation(question)).count(),
        n_by_difficulty: [1, 2, 3].map(|difficulty| bank.questions.iter().filter(|question| question.difficulty == difficulty).count()),
    }
}

/// Everything in a bank that breaks a limit, one line each. Statutes that are not at hand are not
/// consulted: then only what the bank itself shows is checked.
pub fn check(bank: &Bank, statutes: &Statutes) -> Vec<String> {
    let mut problems = Vec::new();
    for case in &bank.cases {
        if case.text.chars().count() > MAX_CASE {
            problems.push(format!("{}: case {} is longer than {MAX_CASE} characters", bank.id, case.id));
        }
    }
    for law in &bank.laws {
        let problem = |text: String| problems.push(format!("{}: {}: {text}", bank.id, law.slug));
        check_law(law, statutes.get(&law.slug), problem);
    }
    for question in &bank.questions {
        let mut problem = |text: String| problems.push(format!("{}: {}: {text}", bank.id, question.id));
        check_lengths(question, &mut problem);
        check_wording(question, &mut problem);
        check_facts(question, statutes, &mut problem);
    }
    problems.extend(check_balance(bank).into_iter().map(|problem| format!("{}: {problem}", bank.id)));
    problems.extend(twins(bank).into_iter().map(|problem| format!("{}: {problem}", bank.id)));
    problems
}

/// Readers must see which text of a law they study, and since when it holds.
fn check_law(law: &Law, statute: Option<&Statute>, mut problem: impl FnMut(String)) {
    match law.effective.as_deref().map(Day::parse_iso) {
        Some(Some(_)) => {}
        Some(None) => problem("the effective date is not of the form 2021-07-15".to_owned()),
        None => problem("the effective date is missing".to_owned()),
    }
    let Some(statute) = statute else { return };
    let version = version_in_words(&statute.version);
    if version.as_ref() != Some(&law.version) {
        problem(format!("the version is {}, that of the statute {}", law.version, statute.version));
    }
    if statute.effective.is_some() && statute.effective != law.effective {
        problem(format!("the effective date of the statute is {}", statute.effective.as_deref().unwrap_or_default()));
    }
}

/// `2021-01-22 修订` as banks write it: `2021年1月22日修订`.
fn version_in_words(version: &str) -> Option<String> {
    let (day, event) = version.split_once(' ')?;
    let (year, month, day) = Day::parse_iso(day)?.ymd();
    Some(format!("{year}年{month}月{day}日{event}"))
}

fn check_lengths(question: &Question, problem: &mut impl FnMut(String)) {
    let stem = question.stem.chars().count();
    if stem > MAX_STEM {
        problem(format!("the stem has {stem} characters, more than {MAX_STEM}"));
    }
    for (index, option) in question.options.iter().enumerate() {
        if option.chars().count() > MAX_OPTION {
            problem(format!("option {} is longer than {MAX_OPTION} characters", letter(index)));
        }
    }
    let explanation = question.explanation.chars().count();
    if !(EXPLANATION.0..=EXPLANATION.1).contains(&explanation) {
        problem(format!("the explanation has {explanation} characters, not {} to {}", EXPLANATION.0, EXPLANATION.1));
    }
}

fn check_wording(question: &Question, problem: &mut impl FnMut(String)) {
    if question.explanation.chars().any(|c| ('A'..='H').contains(&c) || ('Ａ'..='Ｈ').contains(&c)) {
        problem("the explanation cites an option by letter, but options are shuffled".to_owned());
    }
    let texts = [&question.stem, &question.explanation].into_iter().chain(&question.options);
    for text in texts {
        if let Some(mark) = half_width_mark(text) {
            problem(format!("half-width {mark} in Chinese text: {}", text.chars().take(20).collect::<String>()));
        }
    }
    for (index, option) in question.options.iter().enumerate() {
        let mut chars = option.chars();
        if chars.next().is_some_and(|c| c.is_ascii_uppercase()) && chars.next().is_some_and(|c| ".、．)".contains(c)) {
            problem(format!("option {} carries a letter of its own", letter(index)));
        }
    }
}

/// A half-width mark beside a Chinese character.
fn half_width_mark(text: &str) -> Option<char> {
    let chars: Vec<char> = text.chars().collect();
    let is_chinese = |c: Option<&char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    chars
        .iter()
        .enumerate()
        .find(|&(at, c)| ",;:?!()".contains(*c) && (is_chinese(chars.get(at + 1)) || (at > 0 && is_chinese(chars.get(at - 1)))))
        .map(|(_, c)| *c)
}

fn check_facts(question: &Question, statutes: &Statutes, problem: &mut impl FnMut(String)) {
    if statutes.is_empty() {
        return;
    }
    let mut cited = String::new();
    for basis in &question.basis {
        match statutes.article(basis) {
            Some(text) => {
                cited.push_str(text);
                cited.push('\n');
            }
            None => problem(format!("there is no article {} of {}", basis.article, basis.law)),
        }
    }
    for fact in &question.facts {
        if !cited.contains(fact.as_str()) {
            problem(format!("the cited articles do not say {fact}"));
        }
    }
    let is_fact = |word: &str| question.facts.iter().any(|fact| fact.contains(word) || word.contains(fact.as_str()));
    let claims: Vec<&str> = match question.kind {
        Kind::Judge if question.key.contains(0) => vec![&question.stem],
        Kind::Judge => Vec::new(),
        _ => question.key.iter().filter_map(|index| question.options.get(index)).map(String::as_str).collect(),
    };
    for claim in &claims {
        for number in numbers(claim) {
            if cited.contains(&number) && !question.facts.iter().any(|fact| fact.contains(&number)) {
                problem(format!("the key says {number}, which must be among the facts"));
            } else if question.kind != Kind::Judge && !cited.contains(&number) {
                problem(format!("the key says {number}, but the cited articles do not"));
            }
        }
        let is_body = claim.chars().count() <= 14 && BODIES.iter().any(|ending| claim.ends_with(ending));
        if question.kind != Kind::Judge && is_body && cited.contains(*claim) && !is_fact(claim) {
            problem(format!("the key is the body {claim}, which must be among the facts"));
        }
    }
}

/// Numbers with the word that follows: 二年, 百分之二十, 十四周岁, 15日.
fn numbers(text: &str) -> Vec<String> {
    const NUMERALS: &str = "零〇一二三四五六七八九十百千万两0123456789";
    // Words that begin with a numeral without being a number.
    const NOT_NUMBERS: [&str; 7] = ["一定", "一般", "一致", "一并", "一方", "万元以", "第三人"];
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while at < chars.len() && NUMERALS.contains(chars[at]) {
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let rest: String = chars[at..].iter().collect();
        let before: String = chars[..start].iter().collect();
        let whole: String = chars[start..].iter().collect();
        if before.ends_with('第') || NOT_NUMBERS.iter().any(|word| whole.starts_with(word)) {
            continue;
        }
        if let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) {
            let mut number: String = chars[start..at].iter().collect();
            // 一人, 一次, 一户 are seldom what a key turns on.
            let trivial = number == "一" && ["人", "次", "户", "名", "日", "天", "条", "级"].contains(unit);
            number.push_str(unit);
            if *unit == "分之" {
                number.extend(rest.chars().skip(2).take_while(|c| NUMERALS.contains(*c)));
            }
            if !trivial {
                found.push(number);
            }
        }
    }
    found
}

fn check_balance(bank: &Bank) -> Vec<String> {
    let mut problems = Vec::new();
    let of_kind = |kind: Kind| bank.questions.iter().filter(move |question| question.kind == kind);
    let singles: Vec<&Question> = of_kind(Kind::Single).collect();
    let share = |part: usize, whole: usize| (part * 100).checked_div(whole).unwrap_or(0) as u32;

    let four: Vec<&&Question> = singles.iter().filter(|question| question.options.len() == 4).collect();
    for index in 0..4 {
        let percent = share(four.iter().filter(|question| question.key.contains(index)).count(), four.len());
        if !four.is_empty() && !(LETTER_SHARE.0..=LETTER_SHARE.1).contains(&percent) {
            problems.push(format!(
                "{} is the key of {percent} % of four-option singles, not {} to {} %",
                letter(index),
                LETTER_SHARE.0,
                LETTER_SHARE.1
            ));
        }
    }
    let judges = of_kind(Kind::Judge).count();
    let percent_true = share(of_kind(Kind::Judge).filter(|question| question.key.contains(0)).count(), judges);
    if judges > 0 && !(TRUE_SHARE.0..=TRUE_SHARE.1).contains(&percent_true) {
        problems.push(format!("{percent_true} % of judge statements are true, not {} to {} %", TRUE_SHARE.0, TRUE_SHARE.1));
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for question in of_kind(Kind::Multiple) {
        *sizes.entry(question.key.len()).or_default() += 1;
    }
    let multiples = of_kind(Kind::Multiple).count();
    for (size, n) in sizes {
        if share(n, multiples) > MAX_KEY_SIZE_SHARE {
            problems.push(format!("{} % of multiple keys have {size} letters, more than {MAX_KEY_SIZE_SHARE} %", share(n, multiples)));
        }
    }
    let all_right = share(of_kind(Kind::Multiple).filter(|question| question.key.len() == question.options.len()).count(), multiples);
    if all_right > MAX_ALL_RIGHT_SHARE {
        problems.push(format!("in {all_right} % of multiple questions every option is right, more than {MAX_ALL_RIGHT_SHARE} %"));
    }
    let chars = |text: &String| text.chars().count();
    let is_longest = |question: &&&Question| {
        let key = question.key.iter().filter_map(|index| question.options.get(index)).map(chars).max();
        let other =
            question.options.iter().enumerate().filter(|(index, _)| !question.key.contains(*index)).map(|(_, option)| chars(option)).max();
        key > other
    };
    let longest = share(singles.iter().filter(is_longest).count(), singles.len());
    if longest > MAX_LONGEST_SHARE {
        problems.push(format!("the key is the longest option in {longest} % of singles, more than {MAX_LONGEST_SHARE} %"));
    }
    let about_others = bank
        .questions
        .iter()
        .filter(|question| question.options.iter().any(|option| ABOUT_OTHERS.iter().any(|opening| option.starts_with(opening))))
        .count();
    if about_others * 100 > bank.questions.len() * MAX_ABOUT_OTHERS_SHARE as usize {
        problems.push(format!("{about_others} questions have an option about the others, more than {MAX_ABOUT_OTHERS_SHARE} %"));
    }
    let negative = share(
        bank.questions
            .iter()
            .filter(|question| question.kind != Kind::Judge && NEGATIVE.iter().any(|sign| question.stem.contains(sign)))
            .count(),
        bank.questions.len(),
    );
    if negative > MAX_NEGATIVE_SHARE {
        problems.push(format!("{negative} % of stems ask for what is wrong, more than {MAX_NEGATIVE_SHARE} %"));
    }
    problems.extend(check_absolute_words(bank));
    let figures = figures(bank);
    let situations = share(figures.n_situations, figures.n_questions);
    if situations < MIN_SITUATION_SHARE {
        problems.push(format!("{situations} % of questions put a situation, fewer than {MIN_SITUATION_SHARE} %"));
    }
    problems
}

fn check_absolute_words(bank: &Bank) -> Option<String> {
    let mut words = [0_u64; 2];
    let mut options = [0_u64; 2];
    for question in bank.questions.iter().filter(|question| question.kind != Kind::Judge) {
        for (index, option) in question.options.iter().enumerate() {
            let side = usize::from(question.key.contains(index));
            options[side] += 1;
            words[side] += ABSOLUTE_WORDS.iter().filter(|word| option.contains(**word)).count() as u64;
        }
    }
    let ([wrong_words, right_words], [wrong_options, right_options]) = (words, options);
    // wrong_words / wrong_options > 1.5 × right_words / right_options, without dividing.
    (wrong_words * right_options * 100 > u64::from(MAX_ABSOLUTE_RATIO) * right_words * wrong_options)
        .then(|| format!("absolute words stand in wrong options too often: {wrong_words} in {wrong_options} wrong, {right_words} in {right_options} right"))
}

/// Whether the question puts a situation: a case, or people and places without real names.
fn puts_a_situation(question: &Question) -> bool {
    question.case.is_some() || question.stem.contains('某')
}

fn twins(bank: &Bank) -> Vec<String> {
    let pieces: Vec<BTreeSet<[char; 3]>> = bank
        .questions
        .iter()
        .map(|question| {
            let chars: Vec<char> = question.stem.chars().collect();
            chars.windows(3).map(|piece| [piece[0], piece[1], piece[2]]).collect()
        })
        .collect();
    let mut found = Vec::new();
    for (later, question) in bank.questions.iter().enumerate() {
        for (earlier, other) in bank.questions[..later].iter().enumerate() {
            let shared = pieces[later].intersection(&pieces[earlier]).count();
            let all = pieces[later].len() + pieces[earlier].len() - shared;
            if all > 0 && shared as f64 / all as f64 >= TWIN_LIKENESS {
                found.push(format!("{} and {} have nearly the same stem", other.id, question.id));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_with_their_units() {
        assert_eq!(numbers("在二年内未被发现；涉及公民生命的延长至五年"), ["二年", "五年"]);
        assert_eq!(numbers("不满十四周岁，百分之二十，七个工作日"), ["十四周岁", "百分之二十", "七个工作日"]);
        assert_eq!(numbers("应当在60日内办结，不超过5人"), ["60日", "5人"]);
        assert_eq!(numbers("第三十三条、一定期限、一次"), Vec::<String>::new());
    }

    #[test]
    fn a_law_names_the_version_of_the_statute_and_its_first_day() {
        let law = |version: &str, effective: Option<&str>| Law {
            slug: "some-law".into(),
            name: "某法".to_owned(),
            short: "某法".to_owned(),
            version: version.to_owned(),
            effective: effective.map(str::to_owned),
        };
        let statute = |effective: Option<&str>| Statute {
            slug: "some-law".into(),
            version: "2021-01-22 修订".to_owned(),
            effective: effective.map(str::to_owned),
            articles: Vec::new(),
        };
        let n_problems = |law: &Law, statute: Option<&Statute>| {
            let mut n = 0;
            check_law(law, statute, |_| n += 1);
            n
        };
        let good = law("2021年1月22日修订", Some("2021-07-15"));
        assert_eq!(n_problems(&good, None), 0);
        assert_eq!(n_problems(&good, Some(&statute(Some("2021-07-15")))), 0);
        // An amended law's text does not say since when the amendment holds.
        assert_eq!(n_problems(&good, Some(&statute(None))), 0);
        assert_eq!(n_problems(&good, Some(&statute(Some("2021-07-16")))), 1);
        assert_eq!(n_problems(&law("2017年9月1日修正", Some("2018-01-01")), Some(&statute(None))), 1);
        assert_eq!(n_problems(&law("2021年1月22日修订", None), None), 1);
        assert_eq!(n_problems(&law("2021年1月22日修订", Some("2021年7月15日")), None), 1);
    }

    #[test]
    fn half_width_marks_are_found_only_in_chinese_text() {
        assert_eq!(half_width_mark("中文,逗号"), Some(','));
        assert_eq!(half_width_mark("中文，逗号"), None);
        assert_eq!(half_width_mark("CRC (32)"), None);
    }
}
