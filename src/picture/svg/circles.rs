//! Whether what a drawing refers to leads back to itself by a way that the library does not see.
//!
//! It knows a mask, clip path, pattern or filter that is its own, and two that are each other's; with
//! three of them, or two kinds, it goes round until there is no stack left.

use std::collections::{BTreeSet, HashMap};

use usvg::roxmltree::{Document, Node, NodeId};

use super::sheet::{Rule, declarations, reference};

/// Which element draws with which, by their places in the file.
#[derive(Default)]
struct Ways<'d> {
    /// The element's name, of those that have an id.
    names: Vec<&'d str>,
    ways: Vec<(usize, usize)>,
}

/// Whether some of its masks, clip paths, patterns and filters go round.
pub(super) fn go_round(document: &Document<'_>, rules: &[Rule<'_>]) -> bool {
    let Ways { names, ways } = ways(document, rules);
    // What leads nowhere, and then what nothing leads to, is in no circle.
    let ways = within_circles(names.len(), ways);
    let ways = within_circles(names.len(), ways.into_iter().map(|(from, to)| (to, from)).collect());
    let rest: BTreeSet<usize> = ways.into_iter().map(|(from, _)| from).collect();
    let kinds: Vec<&str> = rest
        .into_iter()
        .filter_map(|at| names.get(at).copied())
        .filter(|name| matches!(*name, "mask" | "clipPath" | "pattern" | "filter"))
        .collect();
    match kinds[..] {
        [one, other] => one != other || one == "filter",
        _ => kinds.len() > 2,
    }
}

fn ways<'d>(document: &'d Document<'_>, rules: &[Rule<'_>]) -> Ways<'d> {
    let elements = || document.descendants().filter(Node::is_element);
    let mut found = Ways::default();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    // The place of each element that has an id, or of the nearest one around it.
    let mut holders: HashMap<NodeId, usize> = HashMap::new();
    for node in elements() {
        let Some(id) = node.attribute("id").filter(|id| !ids.contains_key(id)) else { continue };
        ids.insert(id, found.names.len());
        holders.insert(node.id(), found.names.len());
        found.names.push(node.tag_name().name());
    }
    for node in elements() {
        let above = node.parent_element().and_then(|above| holders.get(&above.id()).copied());
        let own = holders.get(&node.id()).copied();
        found.ways.extend(above.zip(own));
        let Some(holder) = own.or(above) else { continue };
        holders.insert(node.id(), holder);
        let targets = targets(node, rules).into_iter().filter_map(|id| ids.get(id));
        found.ways.extend(targets.map(|&to| (holder, to)).filter(|(from, to)| from != to));
    }
    found
}

/// The ids that an element refers to.
fn targets<'r>(node: Node<'r, '_>, rules: &'r [Rule<'_>]) -> Vec<&'r str> {
    let mut found: Vec<&str> = Vec::new();
    for attribute in node.attributes() {
        match attribute.name() {
            "href" => found.extend(attribute.value().trim().strip_prefix('#')),
            "style" => {
                let all = declarations(attribute.value());
                found.extend(all.into_iter().filter_map(|(_, value)| reference(value)));
            }
            _ => found.extend(reference(attribute.value())),
        }
    }
    let rules = rules.iter().filter(|rule| rule.matches(node));
    let declared = rules.flat_map(|rule| &rule.declarations);
    found.extend(declared.filter_map(|(_, value)| reference(value)));
    found
}

/// The ways that are left when those are taken out, again and again, that end where none begins.
fn within_circles(count: usize, ways: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut begin = vec![0usize; count];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(from, to) in &ways {
        begin[from] += 1;
        into[to].push(from);
    }
    let mut ended: Vec<usize> = (0..count).filter(|&at| begin[at] == 0).collect();
    while let Some(at) = ended.pop() {
        for &from in &into[at] {
            begin[from] -= 1;
            if begin[from] == 0 {
                ended.push(from);
            }
        }
    }
    ways.into_iter().filter(|&(_, to)| begin[to] > 0).collect()
}
