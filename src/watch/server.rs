//! [`serve`]: the address of the live page.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use oxhttp::Server;
use oxhttp::model::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use oxhttp::model::response::Builder;
use oxhttp::model::{Body, Method, Request, Response, StatusCode};

use super::board::Board;
use super::doors::admit;
use super::pictures::Pictures;
use super::plans::Plans;
use super::routes::{Answer, Bytes, answer, wish};

/// What the page may do: look at what this program serves, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";
/// A connection over which nothing comes is closed after so long.
const IDLE: Duration = Duration::from_secs(120);
/// A browser takes six; a desk has some.
const MOST_CONNECTIONS: usize = 96;
/// How often another free port is looked for when somebody else was quicker.
const TRIES: usize = 8;

/// What is shown, and what may be wished.
pub type Shown = (Arc<Board>, Arc<Pictures>, Arc<Plans>);

/// Answers at this port of this machine from now on; nought is any that is free. Gives the port.
pub fn serve(port: u16, shown: Shown) -> io::Result<u16> {
    let mut last = None;
    for _ in 0..if port == 0 { TRIES } else { 1 } {
        let free = free_port(port)?;
        match serve_at(free, &shown) {
            Ok(()) => return Ok(free),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// The port itself, or one that is free.
fn free_port(port: u16) -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, port))?.local_addr()?.port())
}

fn serve_at(port: u16, shown: &Shown) -> io::Result<()> {
    let shown = shown.clone();
    let server = Server::new(move |request| {
        // Art that the renderer trips over leaves one picture out.
        let answered = catch_unwind(AssertUnwindSafe(|| respond(request, port, &shown)));
        answered.unwrap_or_else(|_| {
            refuse(StatusCode::INTERNAL_SERVER_ERROR, "the picture cannot be drawn\n")
        })
    });
    let mut server = server
        .bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .with_global_timeout(IDLE)
        .with_max_concurrent_connections(MOST_CONNECTIONS);
    // `localhost` may be either, where there is the other.
    if TcpListener::bind((Ipv6Addr::LOCALHOST, port)).is_ok() {
        server = server.bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port)));
    }
    server.spawn().map(drop)
}

fn respond(request: &Request<Body>, port: u16, shown: &Shown) -> Response<Body> {
    let (board, pictures, plans) = shown;
    if let Err((status, why)) = admit(request, port) {
        let refused = head(status).header("allow", "GET, HEAD");
        return finish(refused.header(CONTENT_TYPE, TEXT), why);
    }
    let uri = request.uri();
    if request.method() == Method::POST {
        return told(wish(uri.path(), plans));
    }
    let answered = answer(uri.path(), uri.query().unwrap_or_default(), (board, pictures));
    let response = told(answered);
    if request.method() == Method::HEAD {
        let (parts, _) = response.into_parts();
        return Response::from_parts(parts, Body::empty());
    }
    response
}

const TEXT: &str = "text/plain; charset=utf-8";

fn told(answered: Answer) -> Response<Body> {
    let fresh = |kind| head(StatusCode::OK).header(CONTENT_TYPE, kind);
    match answered {
        Answer::Fresh { kind, bytes } => {
            let fresh = fresh(kind).header(CACHE_CONTROL, "no-store");
            match bytes {
                Bytes::Own(bytes) => finish(fresh, bytes),
                Bytes::Made(text) => finish(fresh, text.to_string()),
            }
        }
        Answer::Lasting { kind, bytes, place } => {
            let lasting = fresh(kind).header(CACHE_CONTROL, "private, max-age=86400, immutable");
            match place {
                Some(place) => finish(lasting.header("x-place", place), bytes),
                None => finish(lasting, bytes),
            }
        }
        Answer::Printed { name, bytes } => {
            // What is no plain letter is left out of a header.
            let plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
            let name: String = name.chars().filter(plain).collect();
            let shown = fresh("application/pdf").header(CACHE_CONTROL, "no-store");
            let disposition = format!("inline; filename=\"{name}.pdf\"");
            finish(shown.header(CONTENT_DISPOSITION, disposition), bytes.to_vec())
        }
        Answer::Nothing => refuse(StatusCode::NOT_FOUND, "there is nothing at this address\n"),
        Answer::Wrong(why) => {
            let wrong = head(StatusCode::BAD_REQUEST).header(CONTENT_TYPE, TEXT);
            finish(wrong.header(CACHE_CONTROL, "no-store"), why + "\n")
        }
    }
}

fn refuse(status: StatusCode, why: &'static str) -> Response<Body> {
    let refused = head(status).header(CONTENT_TYPE, TEXT);
    finish(refused.header(CACHE_CONTROL, "no-store"), why)
}

/// What every answer says.
fn head(status: StatusCode) -> Builder {
    Response::builder()
        .status(status)
        .header("content-security-policy", POLICY)
        .header("x-content-type-options", "nosniff")
        .header("referrer-policy", "no-referrer")
        .header("cross-origin-resource-policy", "same-origin")
        .header("cross-origin-opener-policy", "same-origin")
}

fn finish(head: Builder, body: impl Into<Body>) -> Response<Body> {
    // All headers are plain letters.
    head.body(body.into()).unwrap_or_else(|_| Response::new(Body::empty()))
}
