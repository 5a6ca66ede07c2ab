//! Writes the tree: on one line what fits, else broken at the outermost brackets, entry by entry.

use super::MAX_COLUMNS;
use super::lines::{Context, flat, flat_group, flat_items, spaced, width};
use super::segments::{Segment, segments};
use super::tree::{Comment, Group, GroupKind, Item, Node, keyword};
use crate::ast::form;
use crate::script::TokenKind;
use std::collections::BTreeMap;

/// The columns of one level.
const LEVEL: usize = 4;

/// The text of a file.
pub(super) fn file(file: &Group<'_>) -> String {
    let mut printer = Printer { out: String::new(), column: 0, due: None };
    printer.statements(file, 0);
    if !printer.out.is_empty() {
        printer.out.push('\n');
    }
    printer.out
}

struct Printer {
    out: String,
    /// The columns of the line so far.
    column: usize,
    /// A comment has ended the line: what comes next stands on a new line, this far in.
    due: Option<usize>,
}

impl Printer {
    fn put(&mut self, text: &str) {
        if let Some(indent) = self.due.take() {
            self.line(indent);
        }
        self.out.push_str(text);
        match text.rsplit_once('\n') {
            Some((_, last)) => self.column = width(last),
            None => self.column += width(text),
        }
    }

    fn space(&mut self) {
        if self.due.is_none() {
            self.put(" ");
        }
    }

    /// Begins a new line; none is begun at the beginning of the file.
    fn line(&mut self, indent: usize) {
        self.due = None;
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(&" ".repeat(indent));
        self.column = indent;
    }

    fn blank(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn fits(&self, columns: usize) -> bool {
        self.due.unwrap_or(self.column) + columns <= MAX_COLUMNS
    }

    /// Comments on lines of their own; the first blank line is left out where nothing stands before it.
    fn own_lines(&mut self, comments: &[Comment], indent: usize, mut first: bool) {
        for comment in comments {
            if comment.blank && !first {
                self.blank();
            }
            self.line(indent);
            self.put(&comment.text);
            first = false;
        }
    }

    /// Comments at the end of a line; a new line is begun after them.
    fn trailing(&mut self, comments: &[Comment]) {
        for comment in comments {
            self.put(" ");
            self.put(&comment.text);
        }
    }

    // ---- declarations

    fn statements(&mut self, group: &Group<'_>, indent: usize) {
        let lines = aligned(&group.items, indent);
        for (index, item) in group.items.iter().enumerate() {
            self.head(item, indent, index == 0);
            match lines.get(&index) {
                Some(line) => self.put(line),
                None => self.declaration(item, indent),
            }
            self.trailing(&item.after);
        }
        self.own_lines(&group.dangling, indent, group.items.is_empty());
    }

    /// What stands before an entry: its comments, and at most one blank line.
    fn head(&mut self, item: &Item<'_>, indent: usize, first: bool) {
        self.own_lines(&item.before, indent, first);
        if item.blank && !(first && item.before.is_empty()) {
            self.blank();
        }
        self.line(indent);
    }

    /// A declaration that does not fit on a line, or holds what cannot stand on one.
    fn declaration(&mut self, item: &Item<'_>, indent: usize) {
        let parts = segments(item);
        let end = terminator(item, &parts);
        let inner = indent + LEVEL;
        // A declaration that has been broken before a part goes on below its keyword.
        let mut first_line = true;
        let mut after_bracket = false;
        for (index, part) in parts.iter().enumerate() {
            // The bracket of the next part begins on the line this one ends on.
            let tail = match parts.get(index + 1) {
                None => width(end),
                Some(next) => next.group().map_or(0, |group| group.open.len() + 1),
            };
            let context = Context { entry: false, led: part.led };
            let flat = flat(part.nodes, context);
            let space = usize::from(index > 0);
            let one_line = flat.as_ref().map(|flat| width(flat) + tail);
            // A body after a broken tail stands on a line of its own.
            let apart = part.group().is_some() && !first_line && !after_bracket;
            if let Some(flat) = &flat
                && one_line.is_some_and(|columns| self.fits(space + columns))
                && !apart
            {
                if index > 0 {
                    self.space();
                }
                self.put(flat);
                after_bracket = false;
                continue;
            }
            let only_brackets = parts.iter().skip(index).all(|part| part.group().is_some());
            let opening = part.group().is_some() && (first_line && only_brackets || after_bracket);
            let rest_brackets = parts.iter().skip(index + 1).all(|part| part.group().is_some());
            // A worded part that fits on a line of its own is not torn open.
            let worded = matches!(part.nodes.first(), Some(Node::Leaf(leaf)) if leaf.kind == TokenKind::Word);
            let own_line = worded && one_line.is_some_and(|columns| inner + columns <= MAX_COLUMNS);
            let opened = first_line && rest_brackets && !own_line && self.opener_fits(part, context);
            // A comment inside is no reason to tear the line before it.
            let commented = first_line && flat.is_none() && !starts_with_comment(part);
            let hugs = index == 0 || opening || opened || commented;
            if hugs {
                if index > 0 {
                    self.space();
                }
                self.sequence(part.nodes, context, indent, tail, inner);
                (first_line, after_bracket) = (false, ends_in_bracket(part));
                continue;
            }
            self.line(inner);
            first_line = false;
            match flat {
                Some(flat) if self.fits(width(&flat) + tail) => {
                    self.put(&flat);
                    after_bracket = false;
                }
                _ => {
                    self.sequence(part.nodes, context, inner, tail, inner + LEVEL);
                    after_bracket = false;
                }
            }
        }
        self.put(end);
    }

    /// Whether a part up to its last opening bracket fits on the line.
    fn opener_fits(&self, part: &Segment<'_, '_>, context: Context) -> bool {
        let Some((Node::Group(group), before)) = part.nodes.split_last() else { return false };
        let breakable = matches!(group.kind, GroupKind::Map | GroupKind::Array | GroupKind::Round);
        let before = flat(before, context).map(|before| width(&before));
        breakable && !group.items.is_empty() && before.is_some_and(|before| self.fits(before + 4))
    }

    // ---- expressions

    /// Nodes one after the other: flat where they fit, else broken inside their brackets or before `and` and `or`.
    /// `tail` is what must still follow on the last line; `inner` is where a broken line goes on.
    fn sequence(&mut self, nodes: &[Node<'_>], context: Context, indent: usize, tail: usize, inner: usize) {
        let flat = flat(nodes, context);
        if let Some(flat) = flat
            && self.fits(width(&flat) + tail)
        {
            self.put(&flat);
            return;
        }
        let splits = joints(nodes);
        if !splits.is_empty() {
            self.joined(nodes, &splits, context, inner, tail);
            return;
        }
        let blocks =
            nodes.iter().any(|node| matches!(node, Node::Group(group) if group.kind == GroupKind::Block));
        for (index, node) in nodes.iter().enumerate() {
            if spaced(nodes, index, context) {
                self.space();
            }
            match node {
                Node::Leaf(leaf) => self.put(&leaf.text),
                Node::Comment(comment) => self.comment(comment, inner),
                Node::Group(group) => {
                    let follows = following(nodes, index, context, tail);
                    let broken = blocks && group.kind == GroupKind::Block && !group.items.is_empty();
                    match flat_group(group) {
                        Some(flat) if !broken && self.fits(width(&flat) + follows) => self.put(&flat),
                        _ => self.group(group, indent, follows),
                    }
                }
            }
        }
    }

    /// Operands of `and` or `or`, the word before each beginning its line.
    fn joined(&mut self, nodes: &[Node<'_>], splits: &[usize], context: Context, inner: usize, tail: usize) {
        let mut start = 0;
        for (count, end) in splits.iter().copied().chain([nodes.len()]).enumerate() {
            let Some(operand) = nodes.get(start..end) else { continue };
            if count > 0 {
                self.line(inner);
            }
            let last = end == nodes.len();
            let context = if count == 0 { context } else { Context { entry: false, led: true } };
            self.sequence(operand, context, inner, if last { tail } else { 0 }, inner + LEVEL);
            start = end;
        }
    }

    /// A comment inside an entry.
    fn comment(&mut self, comment: &Comment, inner: usize) {
        if comment.inline {
            self.put(&comment.text);
            return;
        }
        if comment.own_line {
            // A space may stand at the end of the line already.
            while self.out.ends_with(' ') {
                self.out.pop();
            }
            self.line(inner);
        }
        self.put(&comment.text);
        self.due = Some(inner);
    }

    /// A group that does not fit on the line.
    fn group(&mut self, group: &Group<'_>, indent: usize, follows: usize) {
        if self.hugged(group, indent, follows) {
            return;
        }
        if group.kind == GroupKind::Pipes {
            self.pipes(group, indent);
            return;
        }
        let inner = indent + LEVEL;
        self.put(group.open);
        self.trailing(&group.after_open);
        if group.kind == GroupKind::Statements {
            self.statements(group, inner);
        } else {
            self.entries(group, inner);
        }
        self.line(indent);
        self.put(group.close);
    }

    /// The entries of a broken group, one a line.
    fn entries(&mut self, group: &Group<'_>, indent: usize) {
        let context = Context { entry: group.kind == GroupKind::Map, led: false };
        let keys = key_columns(group);
        let count = group.items.len();
        for (index, item) in group.items.iter().enumerate() {
            self.head(item, indent, index == 0);
            let last = index + 1 == count;
            let comma = if last && !takes_comma(group) { "" } else { "," };
            match (keys, item.nodes.split_at_checked(2)) {
                (Some(columns), Some((key, value))) if key_width(item).is_some() && !value.is_empty() => {
                    self.put(&flat(key, context).unwrap_or_default());
                    let pad = (indent + columns).saturating_sub(self.column).max(1);
                    self.put(&" ".repeat(pad));
                    self.sequence(value, Context::default(), indent, comma.len(), indent + LEVEL);
                }
                _ => self.sequence(&item.nodes, context, indent, comma.len(), indent + LEVEL),
            }
            self.put(comma);
            self.trailing(&item.after);
        }
        self.own_lines(&group.dangling, indent, count == 0);
    }

    /// A call whose last argument is itself broken: `all([`, `count(list, |p| all([`. Whether it was written so.
    fn hugged(&mut self, group: &Group<'_>, indent: usize, follows: usize) -> bool {
        if group.kind != GroupKind::Round || !group.after_open.is_empty() || !group.dangling.is_empty() {
            return false;
        }
        let Some((last, others)) = group.items.split_last() else { return false };
        let Some((Node::Group(inside), before)) = last.nodes.split_last() else { return false };
        let closure =
            matches!(last.nodes.first(), Some(Node::Group(pipes)) if pipes.kind == GroupKind::Pipes);
        let plain = last.before.is_empty() && last.after.is_empty() && !inside.items.is_empty();
        let joins =
            |node: &Node<'_>| matches!(node, Node::Leaf(leaf) if matches!(leaf.text.as_str(), "and" | "or"));
        let closure = closure && !before.iter().any(joins);
        let list = before.is_empty() && matches!(inside.kind, GroupKind::Array | GroupKind::Map);
        if !plain || inside.kind == GroupKind::Pipes || !(others.is_empty() || closure || list) {
            return false;
        }
        let (Some(others), Some(before)) = (flat_items(group, others), flat(before, Context::default()))
        else {
            return false;
        };
        let comma = if others.is_empty() { "" } else { ", " };
        let space = if spaced(&last.nodes, last.nodes.len() - 1, Context::default()) { " " } else { "" };
        let prefix = format!("({others}{comma}{before}{space}");
        if !self.fits(width(&prefix) + width(inside.open)) {
            return false;
        }
        self.put(&prefix);
        self.group(inside, indent, follows + 1);
        self.put(")");
        true
    }

    /// The arguments of a closure stay on one line, whatever their length.
    fn pipes(&mut self, group: &Group<'_>, indent: usize) {
        self.put(group.open);
        for (index, item) in group.items.iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            for comment in &item.before {
                self.comment(comment, indent);
            }
            self.sequence(&item.nodes, Context::default(), indent, 1, indent);
            for comment in &item.after {
                self.comment(comment, indent);
            }
        }
        for comment in group.after_open.iter().chain(&group.dangling) {
            self.comment(comment, indent);
        }
        self.put(group.close);
    }
}

/// `;` where a declaration does not end with the `}` of its body.
fn terminator(item: &Item<'_>, parts: &[Segment<'_, '_>]) -> &'static str {
    let braced = parts.last().and_then(Segment::group).is_some_and(|group| group.open == "{");
    let known = keyword(item) == "fn" || form(keyword(item)).is_some();
    if braced && known { "" } else { ";" }
}

fn starts_with_comment(part: &Segment<'_, '_>) -> bool {
    matches!(part.nodes.first(), Some(Node::Comment(_)))
}

fn ends_in_bracket(part: &Segment<'_, '_>) -> bool {
    matches!(part.nodes.last(), Some(Node::Group(_)))
}

/// Declarations that fit on a line each, by their index; neighbours aligned where the author aligned them.
fn aligned(items: &[Item<'_>], indent: usize) -> BTreeMap<usize, String> {
    let mut lines = BTreeMap::new();
    let mut run: Vec<(usize, Vec<Cell<'_>>)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let cells = cells(item).filter(|cells| {
            let columns = cells.iter().map(|cell| width(&cell.text) + 1).sum::<usize>();
            indent + columns <= MAX_COLUMNS + 1
        });
        let joins = run.last().is_some_and(|(last, _)| {
            last + 1 == index
                && !item.blank
                && item.before.is_empty()
                && items.get(*last).is_some_and(|before| keyword(before) == keyword(item))
        });
        if !joins {
            align(&mut run, indent, &mut lines);
        }
        if let Some(cells) = cells {
            run.push((index, cells));
        }
    }
    align(&mut run, indent, &mut lines);
    lines
}

/// A part of a declaration on one line.
struct Cell<'n> {
    key: &'n str,
    text: String,
    /// Whether the author set it apart with more than one space.
    apart: bool,
}

fn cells<'n>(item: &'n Item<'_>) -> Option<Vec<Cell<'n>>> {
    let parts = segments(item);
    let end = terminator(item, &parts);
    let mut cells = Vec::with_capacity(parts.len());
    for part in &parts {
        let gap = part.gap();
        let text = flat(part.nodes, Context { entry: false, led: part.led })?;
        cells.push(Cell { key: part.key, text, apart: gap.len() > 1 && !gap.contains('\n') });
    }
    cells.last_mut()?.text.push_str(end);
    Some(cells)
}

/// Writes a run of declarations, each column as far right as its widest neighbour asks. Where a line would get too
/// long, the last columns are not aligned.
fn align(run: &mut Vec<(usize, Vec<Cell<'_>>)>, indent: usize, lines: &mut BTreeMap<usize, String>) {
    let run = std::mem::take(run);
    let most = run.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    for columns in (0..=most).rev() {
        let texts = padded(&run, columns);
        if columns == 0 || texts.iter().all(|text| indent + width(text) <= MAX_COLUMNS) {
            lines.extend(run.iter().map(|(index, _)| *index).zip(texts));
            return;
        }
    }
}

/// The lines of a run with so many columns aligned.
fn padded(run: &[(usize, Vec<Cell<'_>>)], columns: usize) -> Vec<String> {
    let most = run.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut texts: Vec<String> = vec![String::new(); run.len()];
    for column in 0..most {
        let mut widest: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
        for ((_, cells), text) in run.iter().zip(&texts) {
            let Some(cell) = cells.get(column) else { continue };
            let entry = widest.entry(cell.key).or_default();
            *entry = (entry.0 || cell.apart, entry.1.max(width(text)));
        }
        for ((_, cells), text) in run.iter().zip(&mut texts) {
            let Some(cell) = cells.get(column) else { continue };
            if column > 0 {
                let (apart, widest) = widest.get(cell.key).copied().unwrap_or_default();
                let pad = if apart && column < columns { widest.saturating_sub(width(text)) } else { 0 };
                text.push_str(&" ".repeat(pad + 1));
            }
            text.push_str(&cell.text);
        }
    }
    texts
}

/// Where the values of a broken map stand, if the author aligned them: columns from the beginning of the keys.
fn key_columns(group: &Group<'_>) -> Option<usize> {
    let apart = |item: &Item<'_>| {
        let gap = match item.nodes.get(2) {
            Some(Node::Leaf(leaf)) => leaf.gap,
            Some(Node::Group(group)) => group.gap,
            _ => "",
        };
        key_width(item).is_some() && gap.len() > 1 && !gap.contains('\n')
    };
    if group.kind != GroupKind::Map || !group.items.iter().any(apart) {
        return None;
    }
    group.items.iter().filter_map(key_width).max().map(|widest| widest + 2)
}

/// The width of the key of a map entry.
fn key_width(item: &Item<'_>) -> Option<usize> {
    match item.nodes.as_slice() {
        [Node::Leaf(key), Node::Leaf(colon), ..] if colon.text == ":" => Some(width(&key.text)),
        _ => None,
    }
}

/// Where Rhai takes a comma after the last entry, and one reads well.
fn takes_comma(group: &Group<'_>) -> bool {
    match group.kind {
        GroupKind::Array | GroupKind::Map => true,
        // The arms of a switch, and no body.
        GroupKind::Block => group
            .items
            .iter()
            .any(|item| item.nodes.iter().any(|node| matches!(node, Node::Leaf(leaf) if leaf.text == "=>"))),
        _ => false,
    }
}

/// Where `or` stands between the nodes, else where `and` does; nowhere inside an `if` or a closure.
fn joints(nodes: &[Node<'_>]) -> Vec<usize> {
    let simple = nodes.iter().all(|node| match node {
        Node::Leaf(leaf) => !matches!(leaf.text.as_str(), "if" | "switch" | "||" | "=>"),
        Node::Group(group) => !matches!(group.kind, GroupKind::Pipes | GroupKind::Block),
        Node::Comment(comment) => comment.inline,
    });
    let at = |word: &str| -> Vec<usize> {
        let found = nodes
            .iter()
            .enumerate()
            .filter(|(index, node)| *index > 0 && matches!(node, Node::Leaf(leaf) if leaf.text == word));
        found.map(|(index, _)| index).collect()
    };
    if !simple {
        return Vec::new();
    }
    let or = at("or");
    if or.is_empty() { at("and") } else { or }
}

/// The columns that must follow the node at `index` on its line: up to the next bracket that may be broken.
fn following(nodes: &[Node<'_>], index: usize, context: Context, tail: usize) -> usize {
    let mut columns = 0;
    for (next, node) in nodes.iter().enumerate().skip(index + 1) {
        columns += usize::from(spaced(nodes, next, context));
        match node {
            Node::Leaf(leaf) => columns += width(&leaf.text),
            Node::Comment(comment) if comment.inline => columns += width(&comment.text),
            Node::Comment(_) => return columns,
            Node::Group(group) if group.items.is_empty() => columns += group.open.len() + group.close.len(),
            Node::Group(group) => return columns + group.open.len(),
        }
    }
    columns + tail
}
