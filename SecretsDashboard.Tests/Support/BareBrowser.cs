using Microsoft.AspNetCore.Http;

namespace SecretsDashboard.Tests.Support;

/// <summary>The cookies of one browser, for what is called with a request and without a server.</summary>
internal sealed class BareBrowser
{
    private readonly Dictionary<string, string> cookies = [];

    /// <summary>Does something with a request that brings the cookies, and keeps what the answer sets.</summary>
    public async Task<T> SendAsync<T>(Func<HttpContext, Task<T>> work)
    {
        var context = new DefaultHttpContext { TraceIdentifier = "request-1" };
        context.Request.Headers.Cookie = string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        context.Request.Headers.UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        var answer = await work(context);
        foreach (var header in context.Response.Headers.SetCookie)
        {
            var (name, value) = header!.Split(';')[0].Split('=', 2) is [var first, var second] ? (first, second) : ("", "");
            cookies[name] = value;
        }
        return answer;
    }

    /// <summary>The same cookies in another place: a thief's copy.</summary>
    public BareBrowser Copy()
    {
        var copy = new BareBrowser();
        foreach (var (name, value) in cookies)
        {
            copy.cookies[name] = value;
        }
        return copy;
    }

    /// <summary>Takes the cookie of one name for another's.</summary>
    public void Pass(string from, string to) => cookies[to] = cookies[from];
}
