//! The law of files: within the rooms of composition and make-up no two files lean on one
//! another, not even by way of a third, so that each is read after those that it builds on.
//!
//! What a folder hands out at its door (`mod.rs`) is traced to the file that it comes from.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{SourceFile, source_files, words};
use crate::rooms::{expand, imports};

/// Rooms whose files stand in an order.
const ORDERED: &[&str] = &["compose", "flow"];

/// Circles that stand for now, each with its reason. One that is gone must leave this list.
const STANDING: &[(&str, &[&str])] = &[];

type Module = Vec<String>;

/// Files by the module that they hold, and what the doors among them hand out.
struct Map<'a> {
    files: BTreeMap<Module, &'a SourceFile>,
    /// Module of the door and a name, and what the name stands for.
    handed_out: BTreeMap<(Module, String), Module>,
}

impl<'a> Map<'a> {
    fn new(files: &'a [SourceFile]) -> Map<'a> {
        let files: BTreeMap<Module, &SourceFile> =
            files.iter().map(|file| (file.module(), file)).collect();
        let mut handed_out = BTreeMap::new();
        for (door, file) in &files {
            for path in passed_on(file) {
                let Some(name) = path.last().cloned() else { continue };
                handed_out.insert((door.clone(), name), [door.as_slice(), &path].concat());
            }
        }
        Map { files, handed_out }
    }

    /// The module of the file that a path leads to.
    fn file_of(&self, path: &[String]) -> Option<&Module> {
        let deepest = (1..=path.len()).rev().find_map(|length| {
            self.files.get_key_value(&path[..length]).map(|(module, _)| module)
        })?;
        let inside = path.get(deepest.len()).cloned().unwrap_or_default();
        match self.handed_out.get(&(deepest.clone(), inside)) {
            Some(source) => self.file_of(source),
            None => Some(deepest),
        }
    }

    /// The files of a room, each with those of the same room that it names.
    fn room(&self, room: &str) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let of_room = |module: &Module| module.first().is_some_and(|first| first == room);
        let own = self.files.iter().filter(|(module, _)| of_room(module));
        own.map(|(module, file)| {
            let paths = imports(file);
            let named = paths.iter().filter_map(|path| self.file_of(path));
            (module, named.filter(|other| of_room(other) && *other != module).collect())
        })
        .collect()
    }
}

/// What a file takes from its children and hands on: `pub use child::{A, B}` is `child A`, `child B`.
fn passed_on(file: &SourceFile) -> Vec<Module> {
    let code = file.program();
    let mut found = Vec::new();
    for (at, _) in words(&code).filter(|(_, word)| *word == "use") {
        let tree = code[at + "use".len()..].trim_start();
        let leads_up = ["crate", "super", "std"].iter().any(|first| tree.starts_with(first));
        if !leads_up {
            expand(tree, &mut Vec::new(), &mut found);
        }
    }
    found
}

/// The circles of a graph: the nodes that reach one another, each set once.
fn circles<'m>(
    graph: &BTreeMap<&'m Module, BTreeSet<&'m Module>>,
) -> BTreeSet<BTreeSet<&'m Module>> {
    let reached = |from: &'m Module| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            let next = graph.get(at).into_iter().flatten().copied();
            open.extend(next.filter(|next| seen.insert(*next)));
        }
        seen
    };
    let reach: BTreeMap<&Module, BTreeSet<&Module>> =
        graph.keys().map(|at| (*at, reached(at))).collect();
    let is_mutual = |a: &Module, b: &Module| reach[a].contains(b) && reach[b].contains(a);
    let turning = graph.keys().filter(|at| is_mutual(at, at));
    turning.map(|at| graph.keys().copied().filter(|other| is_mutual(at, other)).collect()).collect()
}

/// Each circle of a room: its files, and which of them names which.
fn circles_of(files: &[SourceFile], room: &str) -> Vec<(Vec<String>, String)> {
    let map = Map::new(files);
    let graph = map.room(room);
    let name = |module: &Module| module[1..].join("::");
    let show = |circle: &BTreeSet<&Module>| {
        let of = |at: &Module| {
            let inside = graph[at].iter().filter(|other| circle.contains(**other));
            let inside: Vec<_> = inside.map(|other| name(other)).collect();
            format!("{} names {}", name(at), inside.join(", "))
        };
        let names = circle.iter().map(|at| name(at)).collect();
        (names, circle.iter().map(|at| of(at)).collect::<Vec<_>>().join("; "))
    };
    circles(&graph).iter().map(show).collect()
}

#[test]
fn no_files_lean_on_one_another() {
    let files = source_files();
    let mut found = Vec::new();
    let mut standing = STANDING.to_vec();
    for room in ORDERED {
        assert!(Map::new(&files).room(room).len() > 10, "the files of {room} are not found");
        for (circle, text) in circles_of(&files, room) {
            let known = standing.iter().position(|(of, files)| of == room && *files == circle);
            match known {
                Some(at) => drop(standing.remove(at)),
                None => found.push(format!("{room}: {text}")),
            }
        }
    }
    assert!(found.is_empty(), "circles:\n{}\n", found.join("\n"));
    assert!(standing.is_empty(), "no longer circles: {standing:?}");
}

#[test]
fn a_circle_is_found() {
    let door = ("flow/part/mod.rs", "mod a; mod b; pub(super) use a::A; pub(super) use b::{B, C};");
    for (files, circles) in [
        // Two that name one another, in whatever way.
        ([("flow/x.rs", "use super::y::Y;"), ("flow/y.rs", "fn f(x: crate::flow::x::X) {}")], 1),
        ([("flow/x.rs", "use super::y::Y;"), ("flow/y.rs", "#[cfg(test)] use super::x::X;")], 0),
        ([("flow/x.rs", "use super::y::Y;"), ("flow/y.rs", "struct X;")], 0),
        // By way of a door: to the file that the name comes from, and to no other.
        ([("flow/x.rs", "use super::part::A;"), ("flow/part/a.rs", "use super::super::x::X;")], 1),
        ([("flow/x.rs", "use super::part::C;"), ("flow/part/a.rs", "use super::super::x::X;")], 0),
        ([("flow/part/a.rs", "use super::B;"), ("flow/part/b.rs", "use super::a::{self, A};")], 1),
        // Rooms have a law of their own.
        ([("flow/x.rs", "use crate::draw::y::Y;"), ("draw/y.rs", "use crate::flow::x::X;")], 0),
    ] {
        let all = files.into_iter().chain([door]);
        let all = all.chain(
            [("flow/part/a.rs", ""), ("flow/part/b.rs", "")]
                .into_iter()
                .filter(|(path, _)| files.iter().all(|(other, _)| other != path)),
        );
        let all: Vec<SourceFile> = all
            .map(|(path, code)| SourceFile { path: path.to_owned(), code: code.to_owned() })
            .collect();
        let found = circles_of(&all, "flow");
        assert_eq!(found.len(), circles, "{files:?}: {found:?}");
    }
}
