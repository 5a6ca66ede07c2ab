//! Option maps such as `#{ zh: "…", min: 0 }`: known keys only, each read by what asks for it.

use super::{Checker, plain};
use crate::ast::{Declaration, Expr as Written, ExprKind};
use crate::policy::{Act, Status};
use crate::{AgencyId, Label, Position, TitleId, did_you_mean};

/// The entries of an option map, and where the map stands.
#[derive(Clone, Copy)]
pub(super) struct Options<'w> {
    entries: &'w [(String, Written)],
    pub(super) at: Position,
}

impl<'w> Options<'w> {
    pub(super) fn get(&self, key: &str) -> Option<&'w Written> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.get(key).and_then(plain).unwrap_or_default().to_owned()
    }
}

impl Checker<'_> {
    /// The options of a declaration; keys it does not know are errors.
    pub(super) fn options<'w>(&mut self, declaration: &'w Declaration, known: &[&str]) -> Options<'w> {
        match declaration.expr("options") {
            None => Options { entries: &[], at: declaration.at },
            Some(expr) => self.map(expr, known),
        }
    }

    /// A map with these keys.
    pub(super) fn map<'w>(&mut self, expr: &'w Written, known: &[&str]) -> Options<'w> {
        let ExprKind::Map(entries) = &expr.kind else {
            let keys = known.join(", ");
            self.error(
                "not-a-map",
                expr.at,
                "a map is expected here",
                format!("write `#{{ key: value }}` with keys of: {keys}"),
            );
            return Options { entries: &[], at: expr.at };
        };
        for (key, value) in entries {
            if !known.contains(&key.as_str()) {
                let help = match did_you_mean(key, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the keys here are: {}", known.join(", ")),
                };
                self.error("unknown-option", value.at, format!("`{key}` is not an option here"), help);
            }
        }
        Options { entries, at: expr.at }
    }

    /// Whether an option says `true`; left out it is `false`.
    pub(super) fn yes_or_no(&mut self, options: &Options<'_>, key: &str) -> bool {
        match options.get(key).map(|value| (&value.kind, value.at)) {
            None => false,
            Some((ExprKind::YesNo(value), _)) => *value,
            Some((_, at)) => {
                self.error(
                    "wrong-kind",
                    at,
                    format!("`{key}` is yes or no"),
                    format!("write `{key}: true`, or leave it out"),
                );
                false
            }
        }
    }

    /// The names for people, from keys `zh` and `en`.
    pub(super) fn label(&mut self, options: &Options<'_>) -> Label {
        for key in ["zh", "en"] {
            if let Some(value) = options.get(key)
                && !matches!(value.kind, ExprKind::Text(_))
            {
                self.error("not-a-text", value.at, format!("`{key}` is a text"), "write it in double quotes");
            }
        }
        Label { zh: options.text("zh"), en: options.text("en") }
    }

    /// A text under a key; none where the key is not there.
    pub(super) fn text_option(&mut self, options: &Options<'_>, key: &str) -> Option<String> {
        let value = options.get(key)?;
        let ExprKind::Text(text) = &value.kind else {
            self.error("not-a-text", value.at, format!("`{key}` is a text"), "write it in double quotes");
            return None;
        };
        Some(text.clone())
    }

    /// A wording for people: a text, in the language it is written in, or `#{ zh: "…", en: "…" }`.
    pub(super) fn wording(&mut self, expr: &Written) -> Label {
        if let ExprKind::Text(text) = &expr.kind {
            return Label::from(text.as_str());
        }
        let options = self.map(expr, &["zh", "en"]);
        self.label(&options)
    }

    /// The status of options with keys `status` and `note`. A note needs a status beside it.
    pub(super) fn status_option(&mut self, options: &Options<'_>) -> Option<Status> {
        let note = options.get("note").map_or_else(Label::default, |note| self.wording(note));
        let Some(kind) = options.get("status") else {
            if let Some(value) = options.get("note") {
                self.error(
                    "note-without-status",
                    value.at,
                    "a note needs a status beside it",
                    "add `status: single` or `status: memory`",
                );
            }
            return None;
        };
        let word = plain(kind).unwrap_or_default().to_owned();
        Some(Status { kind: self.status_kind(&word, kind.at)?, note })
    }

    /// A name or a list of names.
    pub(super) fn names<'w>(&mut self, expr: &'w Written) -> Vec<(&'w str, Position)> {
        let items = match &expr.kind {
            ExprKind::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(expr),
        };
        let mut names = Vec::with_capacity(items.len());
        for item in items {
            if let ExprKind::Name(name) = &item.kind {
                names.push((name.as_str(), item.at));
            } else {
                self.error(
                    "not-a-name",
                    item.at,
                    "a name is expected here",
                    "write the id without quotes: `miit`",
                );
            }
        }
        names
    }

    /// A body of the registry.
    pub(super) fn agency(&mut self, name: &str, at: Position) -> AgencyId {
        let id = AgencyId::new(name);
        if self.ground.agencies.get(&id).is_none() {
            let known = self.ground.agencies.iter().map(|agency| agency.id.as_str());
            let help = match did_you_mean(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "add it to `policies/agencies/agencies.toml`, or to a registry of your own".to_owned()
                }
            };
            self.error("unknown-agency", at, format!("no body `{name}` in the agency registry"), help);
        }
        id
    }

    pub(super) fn agencies(&mut self, expr: &Written) -> Vec<AgencyId> {
        let names = self.names(expr);
        let mut seen = Vec::new();
        for (name, at) in names {
            let id = self.agency(name, at);
            if seen.contains(&id) {
                self.error("listed-twice", at, format!("`{name}` is listed twice"), "name each body once");
            } else {
                seen.push(id);
            }
        }
        seen
    }

    pub(super) fn titles(&mut self, expr: &Written) -> Vec<TitleId> {
        self.names(expr).into_iter().map(|(name, _)| TitleId::new(name)).collect()
    }

    /// The acts of a rule; recognition where none is said.
    pub(super) fn acts(&mut self, expr: Option<&Written>) -> Vec<Act> {
        let known = [Act::RECOGNITION, Act::RE_REVIEW];
        let Some(expr) = expr else { return vec![Act(Act::RECOGNITION.to_owned())] };
        let mut acts = Vec::new();
        for (name, at) in self.names(expr) {
            if acts.iter().any(|act: &Act| act.0 == name) {
                self.error("listed-twice", at, format!("`{name}` is listed twice"), "name each act once");
            } else if known.contains(&name) {
                acts.push(Act(name.to_owned()));
            } else {
                self.error(
                    "unknown-act",
                    at,
                    format!("`{name}` is not an act"),
                    format!("the acts are: {}", known.join(", ")),
                );
            }
        }
        if acts.is_empty() {
            let help = format!("the acts are: {}", known.join(", "));
            self.error("empty-list", expr.at, "the rule names no act", help);
            acts.push(Act(Act::RECOGNITION.to_owned()));
        }
        acts
    }
}
