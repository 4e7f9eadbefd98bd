//! [`admit`]: who is let in.
//!
//! Any page that is open in a browser may send requests to this machine. So a request has to be meant
//! for this machine by name, which a page elsewhere cannot have it say once its own name leads here,
//! and has to come from no other page.

use oxhttp::model::header::{HOST, ORIGIN};
use oxhttp::model::{Body, Method, Request, StatusCode};

/// What a request is answered that is not let in.
pub type Refusal = (StatusCode, &'static str);

/// Lets a request in, or says why not.
pub fn admit(request: &Request<Body>, port: u16) -> Result<(), Refusal> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (host, second) = (hosts.next(), hosts.next());
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let named = request.uri().authority().map_or(host, |authority| authority.as_str());
    if second.is_some() || !is_own(host, port) || !is_own(named, port) {
        return Err((StatusCode::FORBIDDEN, "this page is for its own machine alone\n"));
    }
    for origin in request.headers().get_all(ORIGIN) {
        let origin = origin.to_str().unwrap_or_default().strip_prefix("http://");
        if !origin.is_some_and(|origin| is_own_origin(origin, port)) {
            return Err((StatusCode::FORBIDDEN, "another page may not look at this one\n"));
        }
    }
    // Browsers say so of requests that bear no origin, too.
    let site = request.headers().get("sec-fetch-site").map(|site| site.as_bytes());
    let foreign = matches!(site, Some(b"cross-site" | b"same-site"));
    let mode = request.headers().get("sec-fetch-mode").map(|mode| mode.as_bytes());
    let followed_link = request.uri().path() == "/" && mode == Some(b"navigate");
    if foreign && !followed_link {
        return Err((StatusCode::FORBIDDEN, "another page may not look at this one\n"));
    }
    // What is wished of a plan comes from the page itself, which every browser says.
    let from_itself = request.headers().contains_key(ORIGIN) && !foreign;
    let wishes = *request.method() == Method::POST && request.uri().path().starts_with("/arrange/");
    if wishes && from_itself {
        return Ok(());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err((
            StatusCode::METHOD_NOT_ALLOWED,
            "there is nothing here but to be looked at\n",
        ));
    }
    Ok(())
}

/// Whether a host is this machine, with the port or none.
fn is_own(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    let name = host.strip_suffix(&format!(":{port}")).unwrap_or(&host);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// An origin without a port is that of port 80.
fn is_own_origin(origin: &str, port: u16) -> bool {
    is_own(origin, port) && (port == 80 || origin.ends_with(&format!(":{port}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORT: u16 = 8600;

    fn answer(method: &str, address: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        admit(&request, PORT).map_or_else(|(status, _)| status.as_u16(), |()| 200)
    }

    #[test]
    fn only_this_machine_is_let_in() {
        for (host, status) in [
            ("127.0.0.1:8600", 200),
            ("localhost:8600", 200),
            ("LOCALHOST", 200),
            ("[::1]:8600", 200),
            ("127.0.0.1:8601", 403),
            ("127.0.0.1.evil.example:8600", 403),
            ("evil.example", 403),
            ("evil.example:8600", 403),
            ("192.168.1.7:8600", 403),
            ("localhost@evil.example", 403),
            ("0.0.0.0:8600", 403),
            ("", 403),
        ] {
            assert_eq!(answer("GET", "/state", &[("host", host)]), status, "{host}");
        }
        assert_eq!(answer("GET", "/state", &[]), 403);
        let twice = [("host", "localhost"), ("host", "evil.example")];
        assert_eq!(answer("GET", "/state", &twice), 403);
        // The address itself may name another host than the header.
        let host = [("host", "localhost:8600")];
        assert_eq!(answer("GET", "http://evil.example/state", &host), 403);
        assert_eq!(answer("GET", "http://localhost:8600/state", &host), 200);
    }

    #[test]
    fn the_page_alone_may_wish() {
        let host = ("host", "localhost:8600");
        let own = ("origin", "http://localhost:8600");
        let other = ("origin", "http://evil.example");
        assert_eq!(answer("POST", "/arrange/0/next", &[host, own]), 200);
        assert_eq!(answer("POST", "/arrange/0/next", &[host]), 405);
        assert_eq!(answer("POST", "/arrange/0/next", &[host, other]), 403);
        assert_eq!(answer("POST", "/state", &[host, own]), 405);
    }

    #[test]
    fn no_other_page_is_let_in() {
        let from =
            |name, value| answer("GET", "/state", &[("host", "localhost:8600"), (name, value)]);
        for (origin, status) in [
            ("http://localhost:8600", 200),
            ("http://127.0.0.1:8600", 200),
            ("http://[::1]:8600", 200),
            ("https://localhost:8600", 403),
            ("http://localhost", 403),
            ("http://localhost:3000", 403),
            ("http://evil.example", 403),
            ("null", 403),
        ] {
            assert_eq!(from("origin", origin), status, "{origin}");
        }
        assert_eq!(from("sec-fetch-site", "same-origin"), 200);
        assert_eq!(from("sec-fetch-site", "none"), 200);
        assert_eq!(from("sec-fetch-site", "cross-site"), 403);
        let link = [
            ("host", "localhost:8600"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        assert_eq!(answer("GET", "/", &link), 200, "a link may be followed");
        assert_eq!(answer("GET", "/pdf/0", &link), 403);
    }

    #[test]
    fn nothing_is_changed_from_outside() {
        let host = [("host", "localhost:8600")];
        assert_eq!(answer("HEAD", "/", &host), 200);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
            assert_eq!(answer(method, "/", &host), 405, "{method}");
        }
    }
}
