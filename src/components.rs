//! Pieces that more than one page uses.

pub(crate) mod answer_card;
pub(crate) mod bank_picker;
pub(crate) mod calendar;
pub(crate) mod citation;
pub(crate) mod dialog;
pub(crate) mod icon;
pub(crate) mod loading;
pub(crate) mod meter;
pub(crate) mod notices;
pub(crate) mod option_list;
pub(crate) mod profile_form;
pub(crate) mod restore_backup;
pub(crate) mod reviewed_question;
pub(crate) mod save_file;
pub(crate) mod stem;

use leptos::prelude::AnyView;

/// A part of a view that changes: drawn anew whenever a signal it reads changes.
pub(crate) type Live = Box<dyn Fn() -> AnyView + Send + Sync>;

/// A part of a view that changes. As every closure in a view is a type of its own, with code of its
/// own to draw it, giving them all one type keeps the download small.
pub(crate) fn live(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> Live {
    Box::new(draw)
}
