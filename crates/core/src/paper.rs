//! Papers: the recipe (blueprint) and the fixed list of questions drawn from it with a seed.

use crate::bank::{BankId, Case, Kind, LawId, Question};
use crate::choices::Choices;
use crate::grading::{PartialRule, Points};
use crate::random::Stream;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// The largest number of questions in one section.
pub const MAX_SECTION_QUESTIONS: u32 = 200;
/// The longest exam, in minutes.
pub const MAX_MINUTES: u32 = 300;

/// One kind of question on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The kind.
    pub kind: Kind,
    /// How many, `0..=200`.
    pub count: u32,
    /// Points for each.
    pub points: Points,
}

/// A name for a range of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// Lowest score of the band, in hundredths of the paper's total, `0..=100`.
    pub from_percent: u32,
    /// `优秀`.
    pub name: String,
}

/// The recipe of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blueprint {
    /// Names the recipe, `shaanxi`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The banks to draw from; empty means all.
    pub banks: Vec<BankId>,
    /// What the paper is made of.
    pub sections: Vec<Section>,
    /// Time allowed, `1..=300`.
    pub minutes: u32,
    /// Score needed to pass, in hundredths of the total, `0..=100`.
    pub pass_percent: u32,
    /// Bands, highest first.
    pub bands: Vec<Band>,
    /// Points for questions with several right options that are answered in part.
    pub partial: PartialRule,
}

/// Why a recipe makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlueprintError {
    /// No question at all.
    #[error("no questions")]
    NoQuestions,
    /// More than [`MAX_SECTION_QUESTIONS`] of a kind.
    #[error("more than {MAX_SECTION_QUESTIONS} questions of one kind")]
    TooManyQuestions,
    /// A question without points.
    #[error("questions without points")]
    NoPoints,
    /// Not `1..=300` minutes.
    #[error("minutes out of range")]
    Minutes,
    /// Pass mark or band above 100 %.
    #[error("pass mark or band above the total")]
    PassMark,
}

impl Blueprint {
    /// Points for everything right.
    pub fn total(&self) -> Points {
        Points(self.sections.iter().map(|section| section.points.0.saturating_mul(section.count)).fold(0, u32::saturating_add))
    }

    /// How many questions.
    pub fn n_questions(&self) -> u32 {
        self.sections.iter().map(|section| section.count).fold(0, u32::saturating_add)
    }

    /// The score needed to pass.
    pub fn pass_score(&self) -> Points {
        percent_of(self.total(), self.pass_percent)
    }

    /// The name of the band in which the score lies; empty if none fits.
    pub fn band(&self, score: Points) -> &str {
        self.bands.iter().find(|band| score >= percent_of(self.total(), band.from_percent)).map_or("", |band| &band.name)
    }

    /// Whether a paper can be made of it at all.
    ///
    /// # Errors
    /// The first thing that makes no sense.
    pub fn check(&self) -> Result<(), BlueprintError> {
        if self.n_questions() == 0 {
            return Err(BlueprintError::NoQuestions);
        }
        if self.sections.iter().any(|section| section.count > MAX_SECTION_QUESTIONS) {
            return Err(BlueprintError::TooManyQuestions);
        }
        if self.sections.iter().any(|section| section.count > 0 && section.points.0 == 0) {
            return Err(BlueprintError::NoPoints);
        }
        if !(1..=MAX_MINUTES).contains(&self.minutes) {
            return Err(BlueprintError::Minutes);
        }
        if self.pass_percent > 100 || self.bands.iter().any(|band| band.from_percent > 100) {
            return Err(BlueprintError::PassMark);
        }
        Ok(())
    }
}

/// So many hundredths of the total, rounded up to a hundredth of a point.
fn percent_of(total: Points, percent: u32) -> Points {
    Points((u64::from(total.0) * u64::from(percent)).div_ceil(100) as u32)
}

/// Recipes that real exams use (source: public exam notices of these places).
pub fn presets() -> Vec<Blueprint> {
    let section = |kind, count, points| Section { kind, count, points: Points::whole(points) };
    let bands = |bands: &[(u32, &str)]| bands.iter().map(|&(from_percent, name)| Band { from_percent, name: name.to_owned() }).collect();
    let four_bands: &[(u32, &str)] = &[(90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格")];
    let preset = |id: &str, title: &str, sections, minutes, pass_percent, names| Blueprint {
        id: id.to_owned(),
        title: title.to_owned(),
        banks: Vec::new(),
        sections,
        minutes,
        pass_percent,
        bands: bands(names),
        partial: PartialRule::Exact,
    };
    vec![
        preset(
            "shaanxi",
            "陕西式：50题100分，90分钟",
            vec![section(Kind::Single, 25, 2), section(Kind::Multiple, 10, 2), section(Kind::Judge, 15, 2)],
            90,
            60,
            four_bands,
        ),
        preset(
            "jining",
            "济宁式：40＋20＋20题，60分钟，80分合格",
            vec![section(Kind::Single, 40, 1), section(Kind::Multiple, 20, 2), section(Kind::Judge, 20, 1)],
            60,
            80,
            &[(90, "优秀"), (80, "合格"), (0, "不合格")],
        ),
        preset(
            "neimenggu",
            "内蒙古式：25＋10＋15题，120分钟",
            vec![section(Kind::Single, 25, 2), section(Kind::Multiple, 10, 2), section(Kind::Judge, 15, 2)],
            120,
            60,
            four_bands,
        ),
    ]
}

/// A question that may be drawn, with the bank, chapter and law it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its bank.
    pub bank: &'a BankId,
    /// Position of its chapter in the bank.
    pub chapter: usize,
    /// The law of its first article.
    pub law: &'a LawId,
    /// The question.
    pub question: &'a Question,
    /// The situation it rests on, if any.
    pub case: Option<&'a Case>,
}

/// One question on a paper, as it was when the paper was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperItem {
    /// The question.
    pub question: Question,
    /// The situation it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_text: Option<String>,
    /// The bank it came from.
    pub bank: BankId,
    /// The law of its first article.
    pub law: LawId,
    /// Option indices in the order shown.
    pub order: Vec<u8>,
    /// Points for a right answer.
    pub points: Points,
}

/// A fixed list of questions with everything needed to sit and to mark it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The recipe.
    pub blueprint: Blueprint,
    /// With the same banks, recipe and seed give the same paper.
    pub seed: u64,
    /// The questions, in the order asked.
    pub items: Vec<PaperItem>,
}

/// Why a paper cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// The recipe makes no sense.
    #[error("the blueprint is unsound: {0}")]
    Blueprint(#[from] BlueprintError),
    /// Too few questions of a kind, in the order of [`Kind::ALL`].
    #[error("not enough questions: {0:?}")]
    NotEnough(Vec<Shortage>),
}

/// A kind of which there are too few questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    /// The kind.
    pub kind: Kind,
    /// How many the recipe wants.
    pub wanted: u32,
    /// How many there are.
    pub found: u32,
}

/// Draws a paper: no question twice, spread evenly over banks and then chapters.
///
/// The order of `candidates` does not matter; their ids do.
///
/// # Errors
/// When the recipe makes no sense or the candidates cannot fill it.
pub fn assemble(blueprint: &Blueprint, candidates: &[Candidate<'_>], seed: u64) -> Result<Paper, AssembleError> {
    blueprint.check()?;
    let mut pool: Vec<&Candidate<'_>> = candidates.iter().collect();
    pool.sort_by(|a, b| a.question.id.cmp(&b.question.id));
    pool.dedup_by(|a, b| a.question.id == b.question.id);

    let mut wanted_by_kind: BTreeMap<Kind, u32> = BTreeMap::new();
    for section in &blueprint.sections {
        *wanted_by_kind.entry(section.kind).or_default() += section.count;
    }
    let shortages: Vec<Shortage> = wanted_by_kind
        .iter()
        .map(|(&kind, &wanted)| Shortage {
            kind,
            wanted,
            found: pool.iter().filter(|candidate| candidate.question.kind == kind).count() as u32,
        })
        .filter(|shortage| shortage.found < shortage.wanted)
        .collect();
    if !shortages.is_empty() {
        return Err(AssembleError::NotEnough(shortages));
    }

    let mut stream = Stream::new(seed);
    let mut drawn_by_kind: BTreeMap<Kind, VecDeque<&Candidate<'_>>> =
        wanted_by_kind.iter().map(|(&kind, &wanted)| (kind, draw(&pool, kind, wanted as usize, &mut stream).into())).collect();
    let mut items = Vec::with_capacity(blueprint.n_questions() as usize);
    for section in &blueprint.sections {
        let drawn = drawn_by_kind.entry(section.kind).or_default();
        for candidate in drawn.drain(..(section.count as usize).min(drawn.len())) {
            items.push(PaperItem {
                question: Question { facts: Vec::new(), ..candidate.question.clone() },
                case_text: candidate.case.map(|case| case.text.clone()),
                bank: candidate.bank.clone(),
                law: candidate.law.clone(),
                order: option_order(candidate.question, Some(seed)),
                points: section.points,
            });
        }
    }
    Ok(Paper { blueprint: blueprint.clone(), seed, items })
}

/// Takes turns between banks and, within a bank, between chapters, in an order fixed by the stream.
fn draw<'a, 'b>(pool: &[&'b Candidate<'a>], kind: Kind, wanted: usize, stream: &mut Stream) -> Vec<&'b Candidate<'a>> {
    let mut by_bank: BTreeMap<&BankId, BTreeMap<usize, Vec<&'b Candidate<'a>>>> = BTreeMap::new();
    for candidate in pool.iter().filter(|candidate| candidate.question.kind == kind) {
        by_bank.entry(candidate.bank).or_default().entry(candidate.chapter).or_default().push(candidate);
    }
    let mut banks: VecDeque<VecDeque<&'b Candidate<'a>>> = by_bank
        .into_values()
        .map(|chapters| {
            let mut chapters: Vec<Vec<_>> = chapters.into_values().collect();
            chapters.iter_mut().for_each(|chapter| stream.shuffle(chapter));
            stream.shuffle(&mut chapters);
            take_turns(chapters.into_iter().map(VecDeque::from).collect(), usize::MAX).into()
        })
        .collect();
    stream.shuffle(banks.make_contiguous());
    let mut drawn = take_turns(banks, wanted);
    stream.shuffle(&mut drawn);
    drawn
}

/// One from each queue in turn, until `wanted` are taken or all queues are empty.
fn take_turns<T>(mut queues: VecDeque<VecDeque<T>>, wanted: usize) -> Vec<T> {
    let mut taken = Vec::new();
    while taken.len() < wanted
        && let Some(mut queue) = queues.pop_front()
    {
        if let Some(item) = queue.pop_front() {
            taken.push(item);
            queues.push_back(queue);
        }
    }
    taken
}

/// Option indices in the order shown: shuffled by the seed, 以上都对 last; as in the file without a
/// seed. Judge questions keep 正确 before 错误.
pub fn option_order(question: &Question, seed: Option<u64>) -> Vec<u8> {
    let mut order: Vec<u8> = (0..question.options.len() as u8).collect();
    if let Some(seed) = seed
        && question.kind != Kind::Judge
    {
        Stream::for_label(seed, &question.id.0).shuffle(&mut order);
        let pinned = |index: &u8| question.is_pinned(usize::from(*index));
        let (last, mut first): (Vec<u8>, Vec<u8>) = order.iter().partition(|index| pinned(index));
        first.extend(last);
        order = first;
    }
    order
}

/// The letters shown for the chosen options, given the order in which they are shown.
pub fn shown_letters(order: &[u8], chosen: Choices) -> String {
    order
        .iter()
        .enumerate()
        .filter(|&(_, &index)| chosen.contains(usize::from(index)))
        .map(|(position, _)| crate::choices::letter(position))
        .collect()
}
