//! Where in the app one is: typed routes, and the only place that knows what they look like in the
//! address. Routes live after the `#`, so that any static server can serve every one of them.

use xuefa_core::bank::{BankId, TopicId};
use xuefa_core::exam::ExamId;
use xuefa_core::mode::Mode;
use xuefa_core::practice::{PracticeSet, Selection};
use xuefa_core::time::Day;

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    Bank(BankId),
    Practice(PracticeSet),
    Topics,
    Search,
    Exams,
    ExamSetup(String),
    ExamRun(ExamId),
    ExamResult(ExamId),
    Certificate(ExamId),
    Review,
    Progress,
    Organiser,
    Settings,
    Profiles,
    About,
    NotFound,
}

impl Route {
    /// Reads the part of the address after `#`.
    pub(crate) fn parse(hash: &str) -> Self {
        let path = hash.trim_matches('/');
        let (head, rest) = path.split_once('/').unwrap_or((path, ""));
        match (head, rest) {
            ("", "") => Self::Home,
            ("bank", id) if !id.is_empty() => Self::Bank(id.into()),
            ("practice", key) => PracticeSet::parse(key).map_or(Self::NotFound, Self::Practice),
            ("topics", "") => Self::Topics,
            ("search", "") => Self::Search,
            ("exam", "") => Self::Exams,
            ("exam", rest) => match rest.split_once('/') {
                Some(("new", blueprint)) => Self::ExamSetup(blueprint.to_owned()),
                Some(("run", exam)) => Self::ExamRun(exam.into()),
                Some(("result", exam)) => Self::ExamResult(exam.into()),
                Some(("certificate", exam)) => Self::Certificate(exam.into()),
                _ => Self::NotFound,
            },
            ("review", "") => Self::Review,
            ("progress", "") => Self::Progress,
            ("organiser", "") => Self::Organiser,
            ("settings", "") => Self::Settings,
            ("profiles", "") => Self::Profiles,
            ("about", "") => Self::About,
            _ => Self::NotFound,
        }
    }

    /// The part of the address after `#`.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::Bank(id) => format!("/bank/{id}"),
            Self::Practice(set) => format!("/practice/{}", set.key()),
            Self::Topics => "/topics".to_owned(),
            Self::Search => "/search".to_owned(),
            Self::Exams => "/exam".to_owned(),
            Self::ExamSetup(blueprint) => format!("/exam/new/{blueprint}"),
            Self::ExamRun(exam) => format!("/exam/run/{exam}"),
            Self::ExamResult(exam) => format!("/exam/result/{exam}"),
            Self::Certificate(exam) => format!("/exam/certificate/{exam}"),
            Self::Review => "/review".to_owned(),
            Self::Progress => "/progress".to_owned(),
            Self::Organiser => "/organiser".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::Profiles => "/profiles".to_owned(),
            Self::About => "/about".to_owned(),
        }
    }

    /// Whether the page is one of the desk's, which is loaded when first needed.
    pub(crate) fn is_desk(&self) -> bool {
        !matches!(self, Self::Home | Self::Bank(_) | Self::Practice(_) | Self::NotFound)
    }

    /// Whether the page needs no one to be studying.
    pub(crate) fn is_open_to_all(&self) -> bool {
        matches!(self, Self::Organiser | Self::About | Self::Settings | Self::Profiles)
    }

    /// For links.
    pub(crate) fn href(&self) -> String {
        format!("#{}", self.path())
    }

    /// Goes there.
    pub(crate) fn go(&self) {
        crate::platform::set_hash(&self.path());
    }

    /// Practising banks (all if none are named) in a way that needs no more said.
    pub(crate) fn practice(banks: &[BankId], mode: Mode) -> Self {
        Self::Practice(PracticeSet { banks: banks.to_vec(), selection: Selection::Plain(mode) })
    }

    /// Practising one chapter, by its position in the bank.
    pub(crate) fn chapter(bank: &BankId, chapter_idx: usize) -> Self {
        Self::Practice(PracticeSet { banks: vec![bank.clone()], selection: Selection::Chapter(chapter_idx) })
    }

    /// Practising one topic over these banks, all if none are named.
    pub(crate) fn topic(banks: &[BankId], topic: &TopicId) -> Self {
        Self::Practice(PracticeSet { banks: banks.to_vec(), selection: Selection::Topic(topic.clone()) })
    }

    /// The daily ten.
    pub(crate) fn daily(today: Day) -> Self {
        Self::Practice(PracticeSet { banks: Vec::new(), selection: Selection::Daily(today) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_back() {
        let bank: BankId = "civil-code".into();
        let exam: ExamId = "e1".into();
        let routes = [
            Route::Home,
            Route::Bank(bank.clone()),
            Route::practice(&[], Mode::Random),
            Route::practice(&[bank.clone(), "constitution".into()], Mode::Recite),
            Route::chapter(&bank, 3),
            Route::topic(&[], &"mediation".into()),
            Route::daily(Day(20_000)),
            Route::Topics,
            Route::Search,
            Route::Exams,
            Route::ExamSetup("jining".to_owned()),
            Route::ExamRun(exam.clone()),
            Route::ExamResult(exam.clone()),
            Route::Certificate(exam),
            Route::Review,
            Route::Progress,
            Route::Organiser,
            Route::Settings,
            Route::Profiles,
            Route::About,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn what_is_no_route_is_not_found() {
        for path in
            ["/nowhere", "/practice/all", "/practice/all/chapter/0", "/exam/run", "/practice/a/daily/2026-13-40", "/practice/all/random/x"]
        {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
