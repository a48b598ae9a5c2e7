using Microsoft.AspNetCore.Diagnostics;

namespace SecretsDashboard.Ui;

/// <summary>
/// Why a request is turned away, in a person's words: a page says it, a script is told it as JSON and shows it. No refusal is an empty page.
/// </summary>
/// <param name="Title">The heading of the page.</param>
/// <param name="Text">What is wrong and what to do.</param>
/// <param name="Way">Where to go on; null: to the overview.</param>
internal sealed record Refusal(string Title, string Text, string? Way = null)
{
    /// <summary>For who looks after the server; empty: there is nothing to do.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The way may hold what somebody wrote into an address.</summary>
    public override string ToString() => Title;

    /// <summary>What a status says where nothing better is known.</summary>
    public static Refusal Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new("You are signed out", "Sign in, then open the page again.", "/login"),
        StatusCodes.Status403Forbidden => new("Refused", "The server does not take this from this page. Open the page again, then try once more."),
        StatusCodes.Status413PayloadTooLarge => new("Too long", "This is too long to be taken. Nothing was changed."),
        StatusCodes.Status415UnsupportedMediaType => new("Not understood", "The server does not read a request of this form. Nothing was changed."),
        StatusCodes.Status429TooManyRequests => new("Too many requests", "Wait a moment, then try again."),
        StatusCodes.Status503ServiceUnavailable => new("Not now", "The server cannot do this right now. Try again in a moment."),
        _ => new("Not understood", "The server could not read this request. Nothing was changed."),
    };

    /// <summary>Turns a request away. What a browser opens gets the page that says why, a form's post as well.</summary>
    public async Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (context.Request.WantsPage())
        {
            context.Features.Set(this);
            ShowPage(context);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new { outcome = "refused", text = Text }, context.RequestAborted);
        }
    }

    /// <summary>Lets the page that tells the status be made in place of the empty answer to this request.</summary>
    public static void ShowPage(HttpContext context)
    {
        // run again as it is, a form would be posted to that page
        context.Request.Method = HttpMethods.Get;
        context.Request.ContentType = null;
        context.Request.Body = Stream.Null;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = true;
        }
    }
}
