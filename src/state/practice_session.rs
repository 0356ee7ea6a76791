//! One sitting with a set of questions: which, in what order, where one is, what was answered.

use super::{Library, Study};
use crate::platform;
use leptos::prelude::*;
use xuefa_core::bank::Question;
use xuefa_core::bank::QuestionId;
use xuefa_core::choices::Choices;
use xuefa_core::event::Event;
use xuefa_core::grading::is_right;
use xuefa_core::mode::Mode;
use xuefa_core::practice::{PracticeSet, Selection};
use xuefa_core::progress::Answers;
use xuefa_store::{Place, SavedSession};

/// A practice session. Its questions do not change while it is open.
#[derive(Clone, Copy)]
pub(crate) struct PracticeSession {
    study: Study,
    set: StoredValue<PracticeSet>,
    questions: StoredValue<Vec<QuestionId>>,
    seed: u64,
    /// Position of the question on screen; as many as there are questions means the end.
    pub(crate) question_idx: RwSignal<usize>,
    /// What was answered in this session.
    pub(crate) answers: RwSignal<Answers>,
    /// What is ticked of a question with several right options, before it is confirmed.
    pub(crate) ticked: RwSignal<Choices>,
}

impl PracticeSession {
    /// Goes on with the set's session, or begins one.
    pub(crate) fn open(study: Study, library: Library, set: PracticeSet, anew: bool) -> Self {
        let store = study.store();
        let profile = study.current.get_untracked().map(|profile| profile.id).unwrap_or_default();
        let saved = if anew { None } else { store.session(&profile, &set).ok().flatten() };
        let seed = saved.as_ref().map_or_else(platform::seed, |saved| saved.seed);
        let today = study.today.get_untracked();
        let planned = study.progress.with_untracked(|progress| set.plan(library.index(), progress, today, seed));
        let mode = set.selection.mode();
        let answers_of = |saved: &SavedSession| study.progress.with_untracked(|progress| progress.practised_since(saved.since, mode));

        let resumed = saved.and_then(|saved| {
            let answers = answers_of(&saved);
            let kept: Vec<QuestionId> = match &set.selection {
                // Fixed sets: as they are in the banks today.
                Selection::Plain(Mode::Sequential | Mode::Recite) | Selection::Chapter(_) | Selection::Topic(_) => planned.clone(),
                // What was answered stays; what has left the book meanwhile goes; what is new comes last.
                Selection::Plain(Mode::Wrong | Mode::Review | Mode::Favourite) => {
                    let mut kept: Vec<QuestionId> =
                        saved.questions.iter().filter(|id| answers.contains_key(id) || planned.contains(id)).cloned().collect();
                    let new: Vec<QuestionId> = planned.iter().filter(|id| !kept.contains(id)).cloned().collect();
                    kept.extend(new);
                    kept
                }
                // Drawn sets: as they were drawn, without questions that are gone.
                Selection::Plain(_) | Selection::Daily(_) => saved
                    .questions
                    .iter()
                    .filter(|id| library.index().bank_of(id).is_some_and(|bank| bank.chapter_of(id).is_some()))
                    .cloned()
                    .collect(),
            };
            let finished = mode != Mode::Recite && kept.iter().all(|id| answers.contains_key(id));
            let keep_finished = matches!(set.selection, Selection::Daily(_));
            (!finished || keep_finished).then_some((SavedSession { questions: kept, ..saved }, answers))
        });
        let is_new = resumed.is_none();
        let (session, answers) =
            resumed.unwrap_or_else(|| (SavedSession { questions: planned, seed, since: study.next_number() }, Answers::new()));
        if is_new {
            study.note_saved(store.save_session(&profile, &set, &session));
            // Where the last round stopped says nothing about this one.
            if let Some(question) = session.questions.first().cloned() {
                study.note_saved(store.save_place(&profile, &set, &Place { question, end: false, at: platform::now() }));
            }
        }
        let place = if is_new { None } else { store.place(&profile, &set).ok().flatten() };
        let question_idx =
            place
                .and_then(|place| {
                    if place.end { Some(session.questions.len()) } else { session.questions.iter().position(|id| *id == place.question) }
                })
                .or_else(|| session.questions.iter().position(|id| !answers.contains_key(id)))
                .unwrap_or(if answers.is_empty() { 0 } else { session.questions.len() });
        let since = session.since;
        let answers = RwSignal::new(answers);
        // Another tab may work on the same set.
        Effect::new(move |_| {
            let known = study.progress.with(|progress| progress.practised_since(since, mode));
            if answers.with_untracked(|answers| *answers != known) {
                answers.set(known);
            }
        });
        Self {
            study,
            set: StoredValue::new(set),
            questions: StoredValue::new(session.questions),
            seed: session.seed,
            question_idx: RwSignal::new(question_idx),
            answers,
            ticked: RwSignal::new(Choices::EMPTY),
        }
    }

    /// How it is practised.
    pub(crate) fn mode(self) -> Mode {
        self.set.with_value(|set| set.selection.mode())
    }

    /// How many questions.
    pub(crate) fn n_questions(self) -> usize {
        self.questions.with_value(Vec::len)
    }

    /// The question at a position.
    pub(crate) fn question_id(self, question_idx: usize) -> Option<QuestionId> {
        self.questions.with_value(|questions| questions.get(question_idx).cloned())
    }

    /// Reads all questions.
    pub(crate) fn with_questions<T>(self, read: impl FnOnce(&[QuestionId]) -> T) -> T {
        self.questions.with_value(|questions| read(questions))
    }

    /// What was chosen for a question in this session. Reactive.
    pub(crate) fn answer(self, id: &QuestionId) -> Option<Choices> {
        self.answers.with(|answers| answers.get(id).map(|&(chosen, _)| chosen))
    }

    /// The order in which the options are shown.
    pub(crate) fn option_order(self, question: &Question) -> Vec<u8> {
        let shuffle = self.study.progress.with_untracked(|progress| progress.settings.shuffle_options);
        xuefa_core::paper::option_order(question, shuffle.then_some(self.seed))
    }

    /// Answers a question; a second answer in the same session changes nothing. Returns whether it was right.
    pub(crate) fn submit(self, question: &Question, chosen: Choices) -> Option<bool> {
        let mode = self.mode();
        if chosen.is_empty() || mode == Mode::Recite || self.answers.with_untracked(|answers| answers.contains_key(&question.id)) {
            return None;
        }
        let right = is_right(question.key, chosen);
        self.study.record(Event::Answered { question: question.id.clone(), mode, chosen, right });
        self.answers.update(|answers| {
            answers.insert(question.id.clone(), (chosen, right));
        });
        Some(right)
    }

    /// Shows the question at a position and remembers the place.
    pub(crate) fn go_to(self, question_idx: usize) {
        let question_idx = question_idx.min(self.n_questions());
        self.ticked.set(Choices::EMPTY);
        self.question_idx.set(question_idx);
        let profile = self.study.current.get_untracked().map(|profile| profile.id).unwrap_or_default();
        if let Some(question) = self.question_id(question_idx.min(self.n_questions().saturating_sub(1))) {
            let place = Place { question, end: question_idx == self.n_questions(), at: platform::now() };
            let saved = self.set.with_value(|set| self.study.store().save_place(&profile, set, &place));
            self.study.note_saved(saved);
        }
    }

    /// Shows the next question, or the one before.
    pub(crate) fn step(self, forward: bool) {
        let question_idx = self.question_idx.get_untracked();
        self.go_to(if forward { question_idx + 1 } else { question_idx.saturating_sub(1) });
    }

    /// How many were answered and how many of these right, in this session. Reactive.
    pub(crate) fn score(self) -> (usize, usize) {
        self.answers.with(|answers| {
            self.with_questions(|questions| {
                let mine = || questions.iter().filter_map(|id| answers.get(id));
                (mine().count(), mine().filter(|(_, right)| *right).count())
            })
        })
    }
}
