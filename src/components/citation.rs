//! Which article says so: law, article and version.

use crate::state::expect_library;
use leptos::prelude::*;
use xuefa_core::bank::Basis;

/// The articles that decide a question.
#[component]
pub(crate) fn Citation(
    /// The articles.
    basis: Vec<Basis>,
) -> impl IntoView {
    let library = expect_library();
    let lines = basis
        .iter()
        .map(|basis| {
            let (cited, version) = library.cite(basis);
            view! { <li><strong>{cited}</strong>{version.map(|version| view! { <span class="muted">{format!("（{version}）")}</span> })}</li> }
        })
        .collect_view();
    view! {
        <div class="citation">
            <span class="label">"法条依据"</span>
            <ul>{lines}</ul>
        </div>
    }
}
