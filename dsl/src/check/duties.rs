//! Measures, the lead convention, targets and classified sentences.

use super::symbols::{Place, Scope};
use super::{Checker, plain};
use crate::ast::{Declaration, Expr as Written, ExprKind as W, Node};
use crate::policy::{Bodies, Classification, Measure, SentenceStatus, Target};
use crate::{MeasureId, TargetId};

impl Checker<'_> {
    pub(super) fn measure(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        let citation = self.citation(declaration);
        let options = self.options(declaration, &["zh", "en"]);
        let label = self.label(&options);
        let lead = match declaration.expr("lead") {
            None => Vec::new(),
            Some(expr) if plain(expr) == Some("unstated") => Vec::new(),
            Some(expr) => self.agencies(expr),
        };
        let joint = self.bodies(declaration.expr("joint"));
        let support = self.bodies(declaration.expr("support"));
        let local = self.bodies(declaration.expr("local"));
        for body in &lead {
            if joint.listed.contains(body) || support.listed.contains(body) {
                self.error(
                    "listed-twice",
                    at,
                    format!("`{body}` leads `{name}` and is listed again"),
                    "list a body once; `joint` holds the bodies besides the lead",
                );
            }
        }
        let when = declaration
            .expr("when")
            .and_then(|when| self.condition(when, &Scope { place: Place::Guard, ..Scope::default() }));
        let division = declaration.part("division").is_some();
        if self.policy.measures.iter().any(|measure| measure.id.as_str() == name) {
            self.error(
                "duplicate-name",
                at,
                format!("`{name}` is already a measure"),
                "give each measure a name of its own",
            );
        }
        if let Some(citation) = citation {
            let id = MeasureId::new(name);
            self.policy.measures.push(Measure {
                id,
                at,
                citation,
                label,
                lead,
                joint,
                support,
                local,
                division,
                when,
            });
        }
    }

    /// `[a, b]`, or `open([a, b])` where the text leaves the list open.
    fn bodies(&mut self, written: Option<&Written>) -> Bodies {
        match written.map(|expr| &expr.kind) {
            None => Bodies::default(),
            Some(W::Call(name, arguments)) if name == "open" && arguments.len() == 1 => {
                Bodies { listed: arguments.iter().flat_map(|list| self.agencies(list)).collect(), open: true }
            }
            Some(_) => {
                Bodies { listed: written.map_or_else(Vec::new, |expr| self.agencies(expr)), open: false }
            }
        }
    }

    pub(super) fn convention(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        if name != "first_listed_leads" {
            self.error(
                "unknown-convention",
                at,
                format!("`{name}` is not a convention"),
                "write `convention first_listed_leads \"CLAUSE\" from \"CLAUSE\";`",
            );
            return;
        }
        let stated = self.citation(declaration);
        let from = match declaration.word("from") {
            Some((text, at)) => self.resolve(text, at),
            None => stated,
        };
        self.policy.first_listed_leads = from;
    }

    pub(super) fn target(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let options = self.options(declaration, &["zh", "en"]);
        let label = self.label(&options);
        let by = declaration.word("by").and_then(|(text, at)| self.date(text, at));
        let words = declaration.word("words").map_or(String::new(), |(words, _)| words.to_owned());
        let condition = declaration
            .expr("body")
            .and_then(|body| self.condition(body, &Scope { place: Place::Target, ..Scope::default() }));
        if declaration.expr("body").is_none() == words.is_empty() {
            self.error(
                "missing-body",
                at,
                format!("the target `{name}` states either a figure or the words of the text"),
                "write `{ holders(little_giant) >= 10000 }`, or `unquantified \"a large number of\"`",
            );
            return;
        }
        if self.policy.targets.iter().any(|target| target.id.as_str() == name) {
            self.error(
                "duplicate-name",
                at,
                format!("`{name}` is already a target"),
                "give each target a name of its own",
            );
        }
        if let Some(citation) = citation {
            let id = TargetId::new(name);
            self.policy.targets.push(Target { id, at, citation, label, condition, words, by, status });
        }
    }

    pub(super) fn classify(&mut self, declaration: &Declaration) {
        let citation = self.citation(declaration);
        let sentence = match declaration.part("sentence").map(|part| (&part.node, part.at)) {
            Some((Node::Integer(n), at)) => match usize::try_from(*n) {
                Ok(n) if n > 0 => Some(n),
                _ => {
                    self.error(
                        "bad-count",
                        at,
                        "sentences count from 1",
                        "write the number of the sentence in its clause",
                    );
                    return;
                }
            },
            _ => None,
        };
        let Some((word, at)) = declaration.word("as") else {
            self.error(
                "missing-option",
                declaration.at,
                "the sentence is given no status",
                "add `as purpose because \"…\"`",
            );
            return;
        };
        let kind = match word {
            "purpose" => SentenceStatus::Purpose,
            "discretion" => SentenceStatus::Discretion,
            "cannot_compute" => SentenceStatus::CannotCompute,
            "no_effect" => SentenceStatus::NoEffect,
            "definition" => SentenceStatus::Definition,
            "unreviewed" => SentenceStatus::Unreviewed,
            other => {
                self.error(
                    "unknown-status",
                    at,
                    format!("`{other}` is not a status of a sentence"),
                    "write one of: purpose, discretion, cannot_compute, no_effect, definition, unreviewed; rules, duties, steps and targets follow from their citations",
                );
                return;
            }
        };
        let because = declaration.word("because").map_or(String::new(), |(why, _)| why.to_owned());
        if because.is_empty() {
            self.error("missing-because", declaration.at, "the status has no reason", "add `because \"…\"`");
        }
        if let Some(citation) = citation {
            self.policy.classifications.push(Classification {
                at: declaration.at,
                citation,
                sentence,
                kind,
                because,
            });
        }
    }
}
