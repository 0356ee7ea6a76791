//! How much of something is done.

use leptos::prelude::*;

/// A bar with the numbers beside it.
#[component]
pub(crate) fn Meter(
    /// What is measured, for screen readers.
    #[prop(into)]
    label: String,
    /// How much is done.
    done: usize,
    /// How much there is.
    all: usize,
) -> impl IntoView {
    view! {
        <span class="meter">
            <progress aria-label=label max=all.max(1).to_string() value=done.to_string()></progress>
            <span class="figures">{format!("{done}/{all}")}</span>
        </span>
    }
}
