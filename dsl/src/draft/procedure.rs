//! The procedure of a draft: the steps the text itself names, where it names an application and a decision.

use super::Drafter;
use super::rules::Drafted;
use super::words::{comment, own_words};
use crate::{Citation, DocumentDeadline, SentenceKind};
use std::collections::BTreeMap;

/// A step a text may name: its name, the state it leads to, the words it is known by, and who takes it where that is
/// plain from the step itself.
struct Known {
    step: &'static str,
    state: &'static str,
    words: &'static [&'static str],
    label: (&'static str, &'static str),
}

/// In the order in which an application goes through them.
const STEPS: [Known; 5] = [
    Known {
        step: "apply",
        state: "applied",
        words: &[
            "提出申请",
            "提出认定申请",
            "提交申请",
            "提交申报",
            "申请认定",
            "申报认定",
            "自愿申报",
            "自愿申请",
            "组织申报",
            "进行申报",
            "可申报",
            "可以申报",
            "可申请",
            "可以申请",
            "填报申请",
            "填写申请",
            "shall apply",
            "may apply",
            "must apply",
            "submit an application",
            "submits an application",
            "submit the application",
            "make an application",
            "application shall be made",
            "apply for recognition",
        ],
        label: ("申请", "application"),
    },
    Known {
        step: "accept",
        state: "accepted",
        words: &["受理", "accept the application", "acceptance of the application"],
        label: ("受理", "acceptance"),
    },
    Known {
        step: "review",
        state: "reviewed",
        words: &["评审", "审核", "初审", "评估", "shall review", "examine", "evaluat"],
        label: ("审核", "review"),
    },
    Known {
        step: "publicise",
        state: "publicised",
        words: &["公示", "publicis", "publiciz"],
        label: ("公示", "publicity"),
    },
    Known {
        step: "decide",
        state: "granted",
        words: &[
            "予以认定",
            "作出认定",
            "认定结果",
            "作出决定",
            "审定",
            "批准",
            "授予",
            "颁发",
            "发文公布",
            "正式公布",
            "予以公布",
            "公布名单",
            "公告名单",
            "shall decide",
            "shall approve",
            "may approve",
            "shall grant",
            "may grant",
            "shall be granted",
            "shall recognise",
            "shall recognize",
            "may recognise",
            "may recognize",
            "shall designate",
            "may designate",
            "issue a certificate",
        ],
        label: ("认定", "decision"),
    },
];

/// Words that say what is decided on is something to hold.
const TITLE: [&str; 10] =
    ["称号", "资格", "认定", "名单", "证书", "牌匾", "recogni", "designat", "certificate", " title"];

/// A step as the text names it.
struct Found {
    known: &'static Known,
    sentence: usize,
    citation: Citation,
}

impl Drafter<'_> {
    /// A workflow of one title: its own rule's, or one declared for it where the text has no rule.
    pub(super) fn procedure(&mut self, rules: &Drafted) -> String {
        let found = self.steps();
        let Some(first) = found.first() else { return String::new() };
        // Of several titles nobody can tell here which one the procedure grants; and not every application is for one.
        let of_title = match rules.titles.len() {
            0 => found.iter().any(|step| {
                let words = self.words_of(step.sentence).to_lowercase();
                step.known.step == "decide" && TITLE.iter().any(|word| words.contains(word))
            }),
            count => count == 1,
        };
        if !of_title {
            return String::new();
        }
        let mut out = String::new();
        let mut declarations = 1;
        let title = match rules.titles.first() {
            Some(title) => title.clone(),
            None => {
                let title = self.names.free("title_of_the_procedure");
                out.push_str(&self.title(&title, &first.citation));
                declarations += 1;
                title
            }
        };
        let mut said: Vec<usize> = Vec::new();
        let workflow = self.workflow(&title, &found, rules, &mut said);
        out.push_str(&workflow);
        declarations += workflow.lines().count();
        if !self.room.take(&out, declarations) {
            return String::new();
        }
        self.covered.extend(found.iter().map(|step| step.sentence));
        for (index, deadline) in self.document.deadlines.iter().enumerate() {
            if said.contains(&index) {
                self.mark(deadline.span, deadline.section.as_deref(), true);
            } else if found.iter().any(|step| self.sentence_at(deadline.span) == Some(step.sentence)) {
                self.mark(deadline.span, deadline.section.as_deref(), false);
            }
        }
        out
    }

    /// The steps of the first part of the text that names an application and a decision; none where no part does.
    fn steps(&self) -> Vec<Found> {
        let mut order: Vec<&str> = Vec::new();
        let mut parts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, sentence) in self.document.sentences.iter().enumerate() {
            let Some(section) = sentence.section.as_deref() else { continue };
            if sentence.kind == SentenceKind::Procedure {
                let sentences = parts.entry(part(section)).or_default();
                if sentences.is_empty() {
                    order.push(part(section));
                }
                sentences.push(index);
            }
        }
        let found = order.iter().filter_map(|part| parts.get(part)).map(|sentences| self.steps_of(sentences));
        let mut whole = found.filter(|found| {
            let has = |step: &str| found.iter().any(|one| one.known.step == step);
            has("apply") && has("decide")
        });
        whole.next().unwrap_or_default()
    }

    /// The steps in their order, each where a sentence of procedure first names it after the one before.
    fn steps_of(&self, sentences: &[usize]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut from = 0;
        for known in &STEPS {
            let mut left = sentences.iter().enumerate().skip(from);
            let named = left.find(|(_, index)| names(self.words_of(**index), known.words));
            let Some((place, sentence)) = named else { continue };
            let section = self.document.sentences.get(*sentence).and_then(|read| read.section.as_deref());
            let Some(citation) = self.citation(section) else { continue };
            from = place;
            found.push(Found { known, sentence: *sentence, citation });
        }
        found
    }

    fn workflow(&mut self, title: &str, found: &[Found], rules: &Drafted, said: &mut Vec<usize>) -> String {
        let language = self.language();
        let zh = language == "zh";
        let cites = found.first().map(|step| step.citation.to_string()).unwrap_or_default();
        let mut states = String::from("    state draft initial;\n");
        let mut steps = String::new();
        let mut before = "draft";
        let unnamed = format!(
            "    // {}\n",
            self.say(
                "the text names no body here that could be read; write the role",
                "此处未读出承办机构，请填写",
            )
        );
        // A term of publicity is the time a later step waits for.
        let mut wait: Option<String> = None;
        for (at, step) in found.iter().enumerate() {
            let known = step.known;
            let mut granted = String::new();
            if known.step == "decide" {
                granted = format!(" grants {title}");
                if let Some((index, valid, citation)) = self.validity() {
                    granted.push_str(&format!(" valid {valid} cites \"{citation}\""));
                    said.push(index);
                }
                if rules.lost.is_empty() {
                    granted.push_str(" final");
                }
            }
            states.push_str(&format!("    state {}{granted};\n", known.state));
            let terms = self.terms(step.sentence);
            // A term of a sentence that names several steps is that of the last.
            let last = found.get(at + 1).is_none_or(|next| next.sentence != step.sentence);
            let within = terms.iter().find(|(_, deadline, _)| deadline.kind == "deadline" && last);
            let publicity = terms.iter().find(|(_, deadline, _)| deadline.kind == "publicity");
            let actor = match known.step {
                "apply" => "applicant".to_owned(),
                _ => {
                    let named = terms.iter().find_map(|(_, deadline, _)| deadline.actor.as_deref());
                    let named = named.or_else(|| by_whom(self.words_of(step.sentence), known.words));
                    match named.and_then(own_words) {
                        Some(actor) => actor,
                        None => {
                            steps.push_str(&unnamed);
                            "authority".to_owned()
                        }
                    }
                }
            };
            steps.push_str(&format!("    // {}\n", comment(self.words_of(step.sentence), 600)));
            let label = if zh { known.label.0 } else { known.label.1 };
            steps.push_str(&format!(
                "    step {} from {before} to {} by {actor} #{{ {language}: \"{label}\" }}",
                known.step, known.state
            ));
            if known.step == "decide" && !rules.titles.is_empty() {
                steps.push_str(&format!(" when {title}"));
            }
            if let Some((index, _, term)) = within {
                steps.push_str(&format!(" within {term}"));
                said.push(*index);
            } else if let Some(wait) = wait.take() {
                // A step with a term of its own is not held back as well: the two could not both be kept.
                steps.push_str(&format!(" after {wait}"));
            }
            steps.push_str(&format!(" cites \"{}\";\n", step.citation));
            if let Some((index, _, term)) = publicity
                && known.step == "publicise"
                && found.last().is_some_and(|last| last.known.step == "decide")
            {
                wait = Some(term.clone());
                said.push(*index);
            }
            before = known.state;
        }
        if !rules.lost.is_empty() {
            states.push_str("    state revoked final;\n");
            steps.push_str(&unnamed);
            steps.push_str(&format!(
                "    step revoke from granted to revoked by authority when {};\n",
                joined_any(&rules.lost)
            ));
        }
        let name = self.names.free("procedure");
        format!("workflow {name} of {title} cites \"{cites}\" {{\n{states}{steps}}}\n")
    }

    /// The terms a sentence sets: the number of the record, the record, and the term as the language writes it.
    fn terms(&self, sentence: usize) -> Vec<(usize, &DocumentDeadline, String)> {
        let deadlines = self.document.deadlines.iter().enumerate();
        deadlines
            .filter(|(_, deadline)| self.sentence_at(deadline.span) == Some(sentence))
            .filter_map(|(index, deadline)| Some((index, deadline, term(deadline)?)))
            .collect()
    }

    /// How long the title is valid; never how long the document is.
    fn validity(&self) -> Option<(usize, String, Citation)> {
        const DOCUMENT: [&str; 13] = [
            "本办法",
            "本通知",
            "本意见",
            "本细则",
            "本方案",
            "本规定",
            "本政策",
            "本措施",
            "本文件",
            "本标准",
            "this notice",
            "these measures",
            "this scheme",
        ];
        self.document.deadlines.iter().enumerate().find_map(|(index, deadline)| {
            let sentence = self.sentence_at(deadline.span)?;
            let words = self.words_of(sentence).to_lowercase();
            let of_title = deadline.kind == "validity" && !DOCUMENT.iter().any(|word| words.contains(word));
            let citation = self.citation(deadline.section.as_deref())?;
            if of_title { Some((index, term(deadline)?, citation)) } else { None }
        })
    }
}

/// The chapter or heading a section stands under; the articles of a text without chapters are one part.
fn part(section: &str) -> &str {
    let first = section.split('/').next().unwrap_or(section);
    if first.starts_with('第') && first.ends_with(['条', '條']) { "" } else { first }
}

/// Whether a sentence names a step itself: not only its day (`自受理之日起`), nor what is to follow behind a colon.
fn names(sentence: &str, words: &[&str]) -> bool {
    let sentence = sentence.trim_end().to_lowercase();
    !sentence.ends_with(['：', ':'])
        && words.iter().any(|word| {
            sentence.match_indices(word).any(|(at, _)| {
                let behind = sentence.get(at + word.len()..).unwrap_or_default();
                !["之日", "之后", "后"].iter().any(|day| behind.starts_with(day))
            })
        })
}

/// Who takes a step, where the sentence says so with 由: the words between it and what is done.
fn by_whom<'t>(sentence: &'t str, words: &[&str]) -> Option<&'t str> {
    const DONE: [&str; 9] = ["负责", "组织", "予以", "进行", "作出", "会同", "对", "在", "按"];
    const LONGEST: usize = 20;
    sentence.match_indices('由').find_map(|(at, by)| {
        let behind = sentence.get(at + by.len()..)?;
        let end = words.iter().chain(&DONE).filter_map(|word| behind.find(word)).min()?;
        let body = behind.get(..end)?;
        let stops = |c: char| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '：');
        let length = body.chars().count();
        ((2..=LONGEST).contains(&length) && !body.contains(stops)).then_some(body)
    })
}

fn joined_any(criteria: &[String]) -> String {
    super::words::joined("any", criteria, 4)
}

/// A length of time as a term of the language; none where it counts something else, or no whole number.
fn term(deadline: &DocumentDeadline) -> Option<String> {
    let count = deadline.value.as_ref()?.to_i64().filter(|count| (1..=36_500).contains(count))?;
    let word = match deadline.unit.as_deref()?.trim().to_lowercase().as_str() {
        "个工作日" | "工作日" | "working days" | "working day" | "business days" | "business day" => {
            "working_days"
        }
        "日" | "天" | "个自然日" | "自然日" | "day" | "days" => "days",
        "月" | "个月" | "month" | "months" => "months",
        "年" | "周年" | "year" | "years" => "years",
        _ => return None,
    };
    Some(format!("{word}({count})"))
}
