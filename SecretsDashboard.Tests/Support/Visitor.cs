using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// Talks HTTP as a browser does: cookies, an Origin with what changes something, the antiforgery tokens of the pages. It follows
/// no redirect by itself.
/// </summary>
public sealed partial class Visitor : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
    private readonly HttpClient http;

    public Visitor(string address)
    {
        Address = address;
        http = new HttpClient(handler) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Address { get; }

    /// <summary>How a cookie of this server is called.</summary>
    public string CookieName(string name) => $"{name}-{new Uri(Address).Port}";

    public CookieContainer Cookies => handler.CookieContainer;

    /// <summary>The token that goes with what the page's script sends; read from the page by <see cref="SignInAsync"/>.</summary>
    public string? FormToken { get; set; }

    /// <summary>Opens a page, as the address bar does.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return http.SendAsync(request);
    }

    /// <summary>Asks as a script does.</summary>
    public Task<HttpResponseMessage> FetchAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Sends a form's content as the page's script does.</summary>
    public Task<HttpResponseMessage> SaveAsync(HttpMethod method, string path, object fields) => SendAsync(method, path, JsonContent.Create(fields));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Origin", Address);
        if (FormToken is not null)
        {
            request.Headers.Add("RequestVerificationToken", FormToken);
        }
        change?.Invoke(request);
        return http.SendAsync(request);
    }

    /// <summary>Fills in a static page's form and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string form, params (string Name, string Value)[] fields)
    {
        return await SubmitStaleAsync(page, await PageTokenAsync(page), form, fields);
    }

    /// <summary>The token of a static page, as a tab that stays open keeps it.</summary>
    public async Task<string> PageTokenAsync(string page)
    {
        using var shown = await OpenAsync(page);
        return WebUtility.HtmlDecode(PageToken().Match(await shown.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    /// <summary>Sends the form of a page that was opened before, with the token it had then.</summary>
    public Task<HttpResponseMessage> SubmitStaleAsync(string page, string token, string form, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("_handler", form)).Append(("__RequestVerificationToken", token));
        return SendAsync(HttpMethod.Post, page, new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
            request => request.Headers.Accept.ParseAdd("text/html"));
    }

    public Task<HttpResponseMessage> SetUpAsync(string code, string name, string email, string password) => SubmitAsync("/setup", "set-up",
        ("Form.Code", code), ("Form.Name", name), ("Form.Email", email), ("Form.Password", password), ("Form.ConfirmPassword", password));

    public async Task<HttpResponseMessage> SignInAsync(string email, string password, string page = "/login")
    {
        var answer = await SubmitAsync(page, "sign-in", ("Form.Email", email), ("Form.Password", password));
        if (answer.StatusCode == HttpStatusCode.Redirect)
        {
            await ReadFormTokenAsync();
        }
        return answer;
    }

    public async Task ReadFormTokenAsync()
    {
        using var page = await OpenAsync("/");
        FormToken = WebUtility.HtmlDecode(ScriptToken().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
        Assert.NotEqual("", FormToken);
    }

    public Task<HttpResponseMessage> SignOutAsync() => SendAsync(HttpMethod.Post, "/logout", null);

    /// <summary>The cookies as a request carries them.</summary>
    public string CookieHeader() => Cookies.GetCookieHeader(new Uri(Address));

    /// <summary>Another visitor with the same cookies: a stolen or an old one.</summary>
    public Visitor Twin()
    {
        var twin = new Visitor(Address) { FormToken = FormToken };
        twin.Cookies.SetCookies(new Uri(Address), CookieHeader().Replace("; ", ",", StringComparison.Ordinal));
        return twin;
    }

    public static HttpContent Json(string text) => new StringContent(text, Encoding.UTF8, "application/json");

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex PageToken();

    [GeneratedRegex("<meta name=\"antiforgery\" content=\"([^\"]+)\"")]
    private static partial Regex ScriptToken();
}
