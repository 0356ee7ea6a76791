//! A question with its answer, to read: in results, the wrong book and search.

use crate::components::citation::Citation;
use crate::components::option_list::OptionList;
use crate::components::stem::Stem;
use crate::state::Asked;
use leptos::prelude::*;
use std::sync::Arc;
use xuefa_core::choices::Choices;
use xuefa_core::paper::shown_letters;

/// The question, what was chosen, what is right, and why.
#[component]
pub(crate) fn ReviewedQuestion(
    /// The question.
    asked: Arc<Asked>,
    /// Option indices in the order shown.
    order: Vec<u8>,
    /// What was chosen; `None` where nothing was asked.
    chosen: Option<Choices>,
) -> impl IntoView {
    let question = asked.question.clone();
    let key = shown_letters(&order, question.key);
    let mine = chosen.map(|chosen| if chosen.is_empty() { "未作答".to_owned() } else { shown_letters(&order, chosen) });
    view! {
        <div class="reviewed" data-testid="reviewed-question" data-question=question.id.0.clone()>
            <Stem asked=asked.clone() />
            <OptionList question=question.clone() order chosen=chosen.unwrap_or_default() revealed=true on_choose=|_| {} />
            <p>
                {mine.map(|mine| view! { <span>"你的答案："<strong>{mine}</strong>"　"</span> })}
                "正确答案："<strong>{key}</strong>
            </p>
            <p class="explanation">{question.explanation.clone()}</p>
            <Citation basis=question.basis />
        </div>
    }
}
