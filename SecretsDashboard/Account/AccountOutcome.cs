using System.Globalization;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>What became of a deed on an account: done, or the sentence that says why not; then nothing was stored.</summary>
/// <param name="Status">The status of a page that says it.</param>
internal sealed record AccountOutcome(string? Problem, int Status)
{
    public static readonly AccountOutcome Done = new(null, StatusCodes.Status200OK);

    public static readonly AccountOutcome Busy = new("The server is busy. Try again in a moment.", StatusCodes.Status429TooManyRequests) { Wait = TimeSpan.FromSeconds(5) };

    public static readonly AccountOutcome LastFactor = Refused("This server requires a second factor, and this is your only one: set up another one first.");

    public static readonly AccountOutcome NoWayIn = Refused("This is your only way to sign in: set a password or add another passkey first.");

    public static readonly AccountOutcome PasskeyGone = Refused("This passkey was removed already.");

    public static readonly AccountOutcome PasskeyNotMade = Refused("The passkey was not made. Try again.");

    /// <summary>New recovery codes, to be shown this once; empty where none were made.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];

    /// <summary>When to try again; null: waiting does not help.</summary>
    public TimeSpan? Wait { get; init; }

    public bool IsDone => Problem is null;

    public static AccountOutcome Refused(string problem) => new(problem, StatusCodes.Status400BadRequest);

    public static AccountOutcome Later(TimeSpan wait) =>
        new($"Too many attempts. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.", StatusCodes.Status429TooManyRequests) { Wait = wait };

    /// <summary>Sets the status of the page and answers the problem; null where it is done.</summary>
    public string? Answer(HttpContext context)
    {
        if (Status == StatusCodes.Status429TooManyRequests)
        {
            context.RequestServices.GetService<RefusalLog>()?.Tell("attempts", $"A password or code from {context.Connection.RemoteIpAddress} was not looked at: there were too many attempts, or too many at once. If that is a proxy's address, name it in TrustedProxies.");
        }
        context.Response.StatusCode = Status;
        context.Response.Headers.RetryAfter = Wait is { } time ? LimitReachedException.Seconds(time).ToString(CultureInfo.InvariantCulture) : default;
        return Problem;
    }
}
