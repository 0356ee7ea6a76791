//! The head of a question: its kind, the situation it rests on, and what is asked.

use crate::state::Asked;
use crate::text;
use leptos::prelude::*;
use std::sync::Arc;

/// Words that turn a question around; overlooked easily, so they are emphasised.
const NEGATIONS: [&str; 8] = ["不属于", "不正确", "不符合", "不包括", "错误的", "不应当", "不得", "不能"];

/// The head of a question.
#[component]
pub(crate) fn Stem(
    /// The question.
    asked: Arc<Asked>,
    /// The element's id, to take the focus and to name the options.
    #[prop(optional)]
    id: &'static str,
) -> impl IntoView {
    let negate = asked.question.kind != xuefa_core::bank::Kind::Judge;
    view! {
        {asked.case.as_ref().map(|case| view! { <p class="case"><span class="case-label">"案情"</span>{case.text.clone()}</p> })}
        <p class="stem" id=id tabindex="-1">
            <span class="kind">{text::kind(asked.question.kind)}</span>
            {if negate { emphasised(&asked.question.stem) } else { asked.question.stem.clone().into_any() }}
        </p>
    }
}

/// The text with words that turn it around emphasised.
fn emphasised(stem: &str) -> AnyView {
    let mut parts: Vec<AnyView> = Vec::new();
    let mut rest = stem;
    while let Some((at, word)) = NEGATIONS.iter().filter_map(|word| rest.find(word).map(|at| (at, *word))).min() {
        parts.push(rest[..at].to_owned().into_any());
        parts.push(view! { <em class="negation">{word}</em> }.into_any());
        rest = &rest[at + word.len()..];
    }
    parts.push(rest.to_owned().into_any());
    parts.collect_view().into_any()
}
