//! Practice: ways to practise, the sets of questions they give, and the daily ten.

use crate::bank::{BankId, QuestionId, TopicId};
use crate::index::{BankEntry, Index};
use crate::mode::Mode;
use crate::order::sort_by_number;
use crate::progress::{Progress, QuestionStats};
use crate::random::Stream;
use crate::time::Day;

/// How many questions 每日一练 has.
pub const DAILY_COUNT: usize = 10;
/// Of these, at most so many are due for review.
const DAILY_DUE: usize = 4;
/// Of these, at most so many are from the wrong book.
const DAILY_WRONG: usize = 3;

/// What is practised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Selection {
    /// Every question of the banks, in the way the mode says.
    Plain(Mode),
    /// One chapter, by its position in the bank.
    Chapter(usize),
    /// One topic.
    Topic(TopicId),
    /// The daily ten of one day.
    Daily(Day),
}

impl Selection {
    /// How it is practised.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Plain(mode) => *mode,
            Self::Chapter(_) => Mode::Chapter,
            Self::Topic(_) => Mode::Topic,
            Self::Daily(_) => Mode::Daily,
        }
    }
}

/// A set of questions to practise: which banks, and what of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PracticeSet {
    /// The banks; empty means all.
    pub banks: Vec<BankId>,
    /// What of them.
    pub selection: Selection,
}

impl PracticeSet {
    /// Writes it as two or three words, `civil-code/chapter/3`, `all/random`: routes and stored sessions use it.
    pub fn key(&self) -> String {
        let banks = if self.banks.is_empty() {
            "all".to_owned()
        } else {
            self.banks.iter().map(|bank| bank.0.as_str()).collect::<Vec<_>>().join("+")
        };
        let mode = self.selection.mode().slug();
        match &self.selection {
            Selection::Plain(_) => format!("{banks}/{mode}"),
            Selection::Chapter(chapter_idx) => format!("{banks}/{mode}/{}", chapter_idx + 1),
            Selection::Topic(topic) => format!("{banks}/{mode}/{topic}"),
            Selection::Daily(day) => format!("{banks}/{mode}/{}", day.to_iso()),
        }
    }

    /// Reads what [`PracticeSet::key`] writes.
    pub fn parse(key: &str) -> Option<Self> {
        let mut words = key.split('/');
        let banks = match words.next()? {
            "" => return None,
            "all" => Vec::new(),
            banks => banks.split('+').map(BankId::from).collect(),
        };
        let mode = words.next()?;
        let argument = words.next();
        if words.next().is_some() {
            return None;
        }
        let plain = [Mode::Sequential, Mode::Random, Mode::Unseen, Mode::Wrong, Mode::Favourite, Mode::Review, Mode::Recite];
        let selection = match argument {
            None => Selection::Plain(plain.into_iter().find(|plain| plain.slug() == mode)?),
            Some(argument) if mode == Mode::Chapter.slug() => Selection::Chapter(argument.parse::<usize>().ok()?.checked_sub(1)?),
            Some(argument) if mode == Mode::Topic.slug() && !argument.is_empty() => Selection::Topic(argument.into()),
            Some(argument) if mode == Mode::Daily.slug() => Selection::Daily(Day::parse_iso(argument)?),
            Some(_) => return None,
        };
        Some(Self { banks, selection })
    }

    /// The questions, in the order to be asked. `seed` decides every random order; `today` what is due.
    pub fn plan(&self, index: &Index, progress: &Progress, today: Day, seed: u64) -> Vec<QuestionId> {
        let banks: Vec<&BankEntry> = index.banks.iter().filter(|bank| self.banks.is_empty() || self.banks.contains(&bank.id)).collect();
        let all = || banks.iter().flat_map(|bank| bank.all_ids()).collect::<Vec<_>>();
        let matching = |wanted: &dyn Fn(&QuestionStats) -> bool| {
            all().into_iter().filter(|id| progress.questions.get(id).is_some_and(wanted)).collect::<Vec<_>>()
        };
        let shuffled = |mut ids: Vec<QuestionId>| {
            Stream::new(seed).shuffle(&mut ids);
            ids
        };
        match &self.selection {
            Selection::Plain(Mode::Random) => shuffled(all()),
            Selection::Plain(Mode::Unseen) => {
                let mut ids = shuffled(all());
                sort_by_number(&mut ids, |id| progress.questions.get(id).map_or(0, |stats| i64::from(stats.n_answered)));
                ids
            }
            Selection::Plain(Mode::Wrong) => {
                let mut ids = matching(&|stats| progress.is_in_wrong_book(stats));
                sort_by_number(&mut ids, |id| -progress.questions.get(id).map_or(0, |stats| i64::from(stats.n_wrong)));
                ids
            }
            Selection::Plain(Mode::Favourite) => matching(&|stats| stats.favourite),
            Selection::Plain(Mode::Review) => {
                let mut ids = matching(&|stats| stats.is_due(today));
                sort_by_number(&mut ids, |id| progress.questions.get(id).and_then(|stats| stats.due).map_or(0, |due| i64::from(due.0)));
                ids
            }
            Selection::Plain(_) => all(),
            Selection::Chapter(chapter_idx) => banks
                .iter()
                .filter_map(|bank| bank.chapters.get(*chapter_idx).map(|chapter| (bank, chapter)))
                .flat_map(|(bank, chapter)| bank.ids(&chapter.questions))
                .collect(),
            Selection::Topic(topic) => banks
                .iter()
                .flat_map(|bank| bank.topics.iter().filter(|(id, _)| id == topic).flat_map(|(_, numbers)| bank.ids(numbers)))
                .collect(),
            Selection::Daily(_) => daily(all(), progress, today, seed),
        }
    }
}

/// The daily ten: what is due, then what is in the wrong book, then what is unseen; where one kind
/// runs out the next ones fill up, in the end with questions seen longest ago.
fn daily(all: Vec<QuestionId>, progress: &Progress, today: Day, seed: u64) -> Vec<QuestionId> {
    let mut all = all;
    let mut stream = Stream::new(seed);
    stream.shuffle(&mut all);
    let stats = |id: &QuestionId| progress.questions.get(id);
    let mut chosen: Vec<QuestionId> = Vec::new();
    let mut take = |ids: Vec<QuestionId>, limit: usize| {
        let room = DAILY_COUNT.saturating_sub(chosen.len()).min(limit);
        let new: Vec<QuestionId> = ids.into_iter().filter(|id| !chosen.contains(id)).take(room).collect();
        chosen.extend(new);
    };
    let select = |wanted: &dyn Fn(&QuestionId) -> bool| all.iter().filter(|id| wanted(id)).cloned().collect::<Vec<_>>();
    let due = select(&|id| stats(id).is_some_and(|stats| stats.is_due(today)));
    let wrong = select(&|id| stats(id).is_some_and(|stats| progress.is_in_wrong_book(stats)));
    let unseen = select(&|id| stats(id).is_none_or(|stats| stats.n_answered == 0));
    let mut oldest = select(&|id| stats(id).is_some_and(|stats| stats.n_answered > 0));
    sort_by_number(&mut oldest, |id| stats(id).map_or(0, |stats| stats.last_at.0));
    take(due.clone(), DAILY_DUE);
    take(wrong.clone(), DAILY_WRONG);
    take(unseen, DAILY_COUNT);
    take(due, DAILY_COUNT);
    take(wrong, DAILY_COUNT);
    take(oldest, DAILY_COUNT);
    stream.shuffle(&mut chosen);
    chosen
}
