//! Practising: one question at a time, with the answer explained at once.

use crate::components::answer_card::{AnswerCard, CardMark};
use crate::components::citation::Citation;
use crate::components::dialog::Dialog;
use crate::components::icon::Icon;
use crate::components::live;
use crate::components::loading::{LoadFailed, Loading};
use crate::components::meter::Meter;
use crate::components::option_list::OptionList;
use crate::components::stem::Stem;
use crate::pages::home::set_title;
use crate::platform;
use crate::route::Route;
use crate::state::{Asked, Fetched, PracticeSession, Study, expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use xuefa_core::bank::{Kind, QuestionId};
use xuefa_core::choices::Choices;
use xuefa_core::event::Event;
use xuefa_core::mode::Mode;
use xuefa_core::paper::shown_letters;
use xuefa_core::practice::{PracticeSet, Selection};

/// How long a right answer stays before the next question comes by itself.
const AUTO_NEXT_AFTER: Duration = Duration::from_millis(1200);

/// Practising a set.
#[component]
pub(crate) fn PracticePage(
    /// The set.
    set: PracticeSet,
) -> impl IntoView {
    let library = expect_library();
    let study = expect_study();
    let title = set_title(library, &set);
    // Every new round is a session of its own.
    let round = RwSignal::new(0_u32);
    live(move || {
        let anew = round.get() > 0;
        let session = untrack(|| PracticeSession::open(study, library, set.clone(), anew));
        let restart = Callback::new(move |()| round.update(|round| *round += 1));
        if session.n_questions() == 0 {
            view! { <EmptySet title=title.clone() set=set.clone() /> }.into_any()
        } else {
            view! { <Session title=title.clone() set=set.clone() session restart /> }.into_any()
        }
    })
}

/// A set without questions: says why, and where there are some.
#[component]
fn EmptySet(title: String, set: PracticeSet) -> impl IntoView {
    let reason = match set.selection.mode() {
        Mode::Wrong => "这里没有待掌握的错题。练习或考试中做错的题会自动放进来。",
        Mode::Favourite => "还没有收藏的题。做题时点“收藏”就会放到这里。",
        Mode::Review => "今天没有到期的题。做过的题会按记忆规律安排复习日期。",
        _ => "这里没有题目，链接可能不完整，或者题库已经调整。",
    };
    let back = back_route(&set);
    view! {
        <h1 id="page-title" tabindex="-1">{title}</h1>
        <p data-testid="empty-set">{reason}</p>
        <p class="actions">
            <a class="button" href=back.href()>"返回"</a>
            <a class="button primary" href=Route::practice(&set.banks, Mode::Unseen).href()>"做没做过的题"</a>
        </p>
    }
}

fn back_route(set: &PracticeSet) -> Route {
    match (&set.selection, set.banks.as_slice()) {
        (Selection::Daily(_), _) => Route::Home,
        (_, [bank]) => Route::Bank(bank.clone()),
        (Selection::Plain(Mode::Wrong | Mode::Favourite | Mode::Review), _) => Route::Review,
        _ => Route::Topics,
    }
}

#[component]
fn Session(title: String, set: PracticeSet, session: PracticeSession, restart: Callback<()>) -> impl IntoView {
    let library = expect_library();
    let n_questions = session.n_questions();
    let card_open = RwSignal::new(false);
    let fetched = Memo::new(move |_| session.question_id(session.question_idx.get()).map(|id| library.question(&id)));
    let jump = move |question_idx: usize| {
        card_open.set(false);
        session.go_to(question_idx);
        platform::focus_by_id("stem");
    };
    let mark = Callback::new(move |question_idx| {
        match session.question_id(question_idx).and_then(|id| session.answers.with(|answers| answers.get(&id).copied())) {
            Some((_, true)) => CardMark { class: "right", words: "答对", flagged: false },
            Some((_, false)) => CardMark { class: "wrong", words: "答错", flagged: false },
            None => CardMark { class: "", words: "未做", flagged: false },
        }
    });
    let back = back_route(&set);
    view! {
        <div class="session-head">
            <a class="icon-button" href=back.href() aria-label="返回"><Icon name="back" /></a>
            <h1 id="page-title" class="session-title" tabindex="-1">{title}</h1>
            <button type="button" class="icon-button" on:click=move |_| card_open.set(true)><Icon name="grid" /><span>"答题卡"</span></button>
        </div>
        {live(move || {
            let question = match fetched.get() {
                None => view! { <Finished session set=set.clone() restart /> }.into_any(),
                Some(Fetched::Loading) => view! { <Loading /> }.into_any(),
                Some(Fetched::Failed) => view! { <LoadFailed /> }.into_any(),
                Some(Fetched::Ready(asked)) => view! { <PracticeQuestion session asked /> }.into_any(),
            };
            let n_reached = (session.question_idx.get_untracked() + 1).min(n_questions);
            view! { <Meter label="本次进度" done=n_reached all=n_questions /> {question} }.into_any()
        })}
        <Dialog open=card_open title="答题卡">
            <p class="muted">"点题号跳转。绿色答对，红色答错，其余未做。"</p>
            <AnswerCard n_questions current=session.question_idx.get_untracked() mark on_jump=jump />
            <div class="actions">
                <button type="button" on:click=move |_| { card_open.set(false); restart.run(()); }>"重新开始"</button>
            </div>
        </Dialog>
    }
}

/// One question, from asking to explanation.
#[component]
fn PracticeQuestion(session: PracticeSession, asked: Arc<Asked>) -> impl IntoView {
    let study = expect_study();
    let question = StoredValue::new(asked.question.clone());
    let id = StoredValue::new(asked.question.id.clone());
    let kind = asked.question.kind;
    let recite = session.mode() == Mode::Recite;
    let order = StoredValue::new(session.option_order(&asked.question));
    let answer = Memo::new(move |_| session.answer(&id.get_value()));
    let revealed = Signal::derive(move || recite || answer.get().is_some());
    let chosen = Signal::derive(move || answer.get().unwrap_or_else(|| session.ticked.get()));
    let question_idx = session.question_idx.get_untracked();

    let go = move |forward: bool| {
        session.step(forward);
        platform::focus_by_id(if session.question_idx.get_untracked() < session.n_questions() { "stem" } else { "finished" });
    };
    let submit = move |chosen: Choices| {
        let Some(right) = question.with_value(|question| session.submit(question, chosen)) else { return };
        platform::focus_by_id("next-question");
        platform::reveal_by_id("explained");
        if right && study.progress.with_untracked(|progress| progress.settings.auto_next) {
            set_timeout(
                move || {
                    // Only if nobody went on meanwhile.
                    if session.question_idx.try_get_untracked() == Some(question_idx) {
                        go(true);
                    }
                },
                AUTO_NEXT_AFTER,
            );
        }
    };
    let choose = move |index: usize| {
        if kind == Kind::Multiple { session.ticked.update(|ticked| *ticked = ticked.toggled(index)) } else { submit(Choices::one(index)) }
    };
    let is_favourite = Memo::new(move |_| {
        study.progress.with(|progress| id.with_value(|id| progress.questions.get(id).is_some_and(|stats| stats.favourite)))
    });
    let toggle_favourite = move || {
        study.record(Event::Favourited { question: id.get_value(), on: !is_favourite.get_untracked() });
    };
    let on_key = platform::on_key(move |key| {
        let position = match key.as_bytes() {
            [letter @ (b'a'..=b'g' | b'A'..=b'G')] if !(revealed.get_untracked() && *letter | 32 == b'f') => {
                let position = usize::from((letter | 32) - b'a');
                // F is the sixth option where there is one, and otherwise marks the question.
                order.with_value(|order| position < order.len()).then_some(position)
            }
            [digit @ b'1'..=b'7'] => Some(usize::from(digit - b'1')),
            _ => None,
        };
        if let Some(index) = position.and_then(|position| order.with_value(|order| order.get(position).copied())) {
            if !revealed.get_untracked() {
                choose(usize::from(index));
            }
            return true;
        }
        match key {
            "Enter" if revealed.get_untracked() => go(true),
            "Enter" if kind == Kind::Multiple && session.ticked.get_untracked().len() > 1 => submit(session.ticked.get_untracked()),
            "ArrowRight" => go(true),
            "ArrowLeft" => go(false),
            "f" | "F" => toggle_favourite(),
            _ => return false,
        }
        true
    });
    on_cleanup(move || on_key.remove());

    let report_open = RwSignal::new(false);
    view! {
        <article class="question" data-testid="question" data-question=asked.question.id.0.clone() data-kind=kind_slug(kind)>
            <Stem asked=asked.clone() id="stem" />
            <OptionList question=asked.question.clone() order=order.get_value() chosen revealed on_choose=choose />
            // The region stands before its text comes, so that screen readers announce the text.
            <div role="status">
                {live(move || answer.get().map(|chosen| question.with_value(|question| verdict(question, chosen, &order.get_value()))).into_any())}
            </div>
            {live(move || {
                if !revealed.get() {
                    return ().into_any();
                }
                let question = question.get_value();
                let schedule = if recite { None } else { schedule(study, &question.id) };
                let key = recite.then(|| view! { <p>"正确答案："<strong>{shown_letters(&order.get_value(), question.key)}</strong></p> });
                view! {
                    <div class="explained" id="explained">
                        {key}
                        <p class="explanation">{question.explanation}</p>
                        <Citation basis=question.basis />
                        {schedule.map(|schedule| view! { <p class="muted">{schedule}</p> })}
                    </div>
                }
                .into_any()
            })}
            <div class="question-actions">
                // Apart from the others and gone once pressed, so that a double tap does not go on to the next question.
                {live(move || {
                    if kind != Kind::Multiple || revealed.get() {
                        return ().into_any();
                    }
                    let ticked = session.ticked.get();
                    let label = match ticked.len() {
                        0 => "请选择两个或更多选项".to_owned(),
                        1 => "已选1项，请再选一项或更多".to_owned(),
                        n => format!("确定（已选{n}项）"),
                    };
                    view! {
                        <button type="button" class="primary large" data-testid="submit-answer" disabled={ticked.len() < 2} on:click=move |_| submit(ticked)>
                            {label}
                        </button>
                    }
                    .into_any()
                })}
                {live(move || {
                    let is_favourite = is_favourite.get();
                    let is_reported = study.progress.with(|progress| id.with_value(|id| progress.reports.iter().any(|report| report.question == *id)));
                    let next = match (question_idx + 1 == session.n_questions(), revealed.get()) {
                        (true, _) => "完成",
                        (false, true) => "下一题",
                        (false, false) => "跳过",
                    };
                    view! {
                        <button type="button" class="quiet" disabled=question_idx == 0 on:click=move |_| go(false)>"上一题"</button>
                        <button type="button" class="quiet star" data-testid="favourite" aria-pressed=is_favourite.to_string() on:click=move |_| toggle_favourite()>
                            <Icon name="star" />{if is_favourite { "已收藏" } else { "收藏" }}
                        </button>
                        <button type="button" class="quiet" data-testid="report-question" on:click=move |_| report_open.set(true)>{if is_reported { "已反馈" } else { "题目有误" }}</button>
                        <button type="button" id="next-question" data-testid="next-question" class=if revealed.get() { "primary" } else { "" } on:click=move |_| go(true)>
                            {next}
                        </button>
                    }
                    .into_any()
                })}
            </div>
            <ReportQuestion id=asked.question.id.clone() open=report_open />
        </article>
    }
}

fn kind_slug(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Judge => "judge",
    }
}

/// Right or wrong, and own choice against the key.
fn verdict(question: &xuefa_core::bank::Question, chosen: Choices, order: &[u8]) -> AnyView {
    let right = chosen == question.key;
    let (class, icon, words) =
        if right { ("feedback right", "right", "回答正确") } else { ("feedback wrong", "wrong", "回答错误") };
    let mine = shown_letters(order, chosen);
    let key = shown_letters(order, question.key);
    view! {
        <div class=class data-testid="feedback" data-correct=right.to_string()>
            <p class="verdict-line"><Icon name=icon /><strong>{words}</strong></p>
            <p>"你的答案："<strong>{mine}</strong>"　正确答案："<strong>{key}</strong></p>
        </div>
    }
    .into_any()
}

/// When the question comes up again, and what keeps it in the wrong book.
fn schedule(study: Study, question: &QuestionId) -> Option<String> {
    study.progress.with(|progress| {
        let stats = progress.questions.get(question)?;
        let due = format!("下次复习：{}", text::date(stats.due?));
        if !progress.is_in_wrong_book(stats) {
            return Some(due);
        }
        Some(format!("{due}；在错题本中，再连续答对{}次移出", progress.settings.mastered_after - stats.streak))
    })
}

/// A note that a question is faulty, kept for the organiser.
#[component]
fn ReportQuestion(id: QuestionId, open: RwSignal<bool>) -> impl IntoView {
    let study = expect_study();
    let note = RwSignal::new(String::new());
    let id = StoredValue::new(id);
    let save = move |_| {
        let text = note.get_untracked().trim().chars().take(300).collect::<String>();
        if !text.is_empty() && study.record(Event::Reported { question: id.get_value(), note: text }) {
            note.set(String::new());
            open.set(false);
        }
    };
    view! {
        <Dialog open title="题目有误">
            <p class="muted">"写下哪里不对。内容保存在这台设备上，组织者可在“参与统计”中导出。"</p>
            <label class="field">
                <span>"问题说明"</span>
                <textarea rows="4" maxlength="300" data-testid="report-note" bind:value=note></textarea>
            </label>
            <div class="actions"><button type="button" class="primary" data-testid="report-save" on:click=save>"保存"</button></div>
        </Dialog>
    }
}

/// The end of a set: how it went, and what next.
#[component]
fn Finished(session: PracticeSession, set: PracticeSet, restart: Callback<()>) -> impl IntoView {
    let (n_answered, n_right) = untrack(|| session.score());
    let n_questions = session.n_questions();
    let n_skipped = n_questions - n_answered;
    let recite = session.mode() == Mode::Recite;
    let first_blank = untrack(|| {
        session.answers.with(|answers| session.with_questions(|questions| questions.iter().position(|id| !answers.contains_key(id))))
    });
    let again = !matches!(set.selection, Selection::Daily(_));
    let banks = set.banks.clone();
    view! {
        <section class="finished card" data-testid="finished">
            <h2 id="finished" tabindex="-1">{if recite { "已看完这一组" } else { "这一组做完了" }}</h2>
            {(!recite)
                .then(|| {
                    view! {
                        <p class="big figures">{format!("答对 {n_right} / {n_answered}")}</p>
                        <p class="muted">{if n_skipped > 0 { format!("还有{n_skipped}题跳过未做") } else { "每道题都做了".to_owned() }}</p>
                    }
                })}
            <div class="actions">
                {(!recite && n_skipped > 0)
                    .then(|| view! { <button type="button" on:click=move |_| { session.go_to(first_blank.unwrap_or(0)); platform::focus_by_id("stem"); }>"做跳过的题"</button> })}
                {(n_answered > n_right).then(|| view! { <a class="button" href=Route::practice(&banks, Mode::Wrong).href()>"练错题"</a> })}
                {again.then(|| view! { <button type="button" on:click=move |_| restart.run(())>"再来一遍"</button> })}
                <a class="button primary" href=Route::Home.href()>"回到首页"</a>
            </div>
        </section>
    }
}
