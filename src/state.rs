//! What the page knows and shows: who studies, their progress, the banks fetched, the session in progress. No markup.

mod exam_session;
mod library;
mod practice_session;
mod study;

pub(crate) use exam_session::{BeginExamError, ExamSession, OpenExamError, begin_exam, begin_paper};
pub(crate) use library::{Asked, Fetched, Library, expect_library, provide_library};
pub(crate) use practice_session::PracticeSession;
pub(crate) use study::{Study, expect_study, provide_study};
