//! Topics across all laws, and mixed practice over several banks.

use crate::components::bank_picker::BankPicker;
use crate::components::live;
use crate::pages::bank::mode_list;
use crate::route::Route;
use crate::state::{expect_library, expect_study};
use leptos::prelude::*;
use xuefa_core::bank::BankId;
use xuefa_core::progress::Coverage;

/// The page.
#[component]
pub(crate) fn TopicsPage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let banks = RwSignal::new(Vec::<BankId>::new());
    view! {
        <h1 id="page-title" tabindex="-1">"专题与混合练习"</h1>
        <h2>"按工作场景"</h2>
        <ul class="tiles">
            {library
                .index()
                .topics
                .iter()
                .map(|topic| (topic, library.index().n_with_topic(&topic.id)))
                .filter(|(_, n_questions)| *n_questions > 0)
                .map(|(topic, n_questions)| {
                    view! {
                        <li>
                            <a class="tile" data-testid="mode-topic" href=Route::topic(&[], &topic.id).href()>
                                <span class="tile-title">{topic.title.clone()}</span>
                                <span class="tile-note figures">{format!("{n_questions}题")}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <h2>"混合几个题库"</h2>
        <BankPicker legend="选择题库" banks />
        {live(move || {
            let chosen = banks.get();
            let all = library.index().banks.iter();
            let ids = all.filter(|bank| chosen.is_empty() || chosen.contains(&bank.id)).flat_map(|bank| bank.all_ids());
            let coverage = study.progress.with(|progress| Coverage::of(progress, ids, study.today.get()));
            mode_list(&chosen, coverage)
        })}
    }
}
