using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace SecretsDashboard.Account;

/// <summary>The answer to an attempt to sign in or to join: who it is, or the sentence that says why not.</summary>
internal sealed record SignInOutcome(ClaimsPrincipal? Principal, string? Problem, int Status)
{
    /// <summary>The password was right and the second factor is still to come: what proves the first, see <see cref="PasswordProof"/>.</summary>
    public string? Proof { get; init; }

    public static SignInOutcome Wrong { get; } = new(null, "Email or password is wrong.", StatusCodes.Status400BadRequest);

    public static SignInOutcome WrongCode { get; } = new(null, "This code is wrong, or was used already. Each code counts once.", StatusCodes.Status400BadRequest);

    public static SignInOutcome WrongRecoveryCode { get; } = new(null, "This recovery code is wrong, or was used already.", StatusCodes.Status400BadRequest);

    public static SignInOutcome Busy { get; } = new(null, "Many people are signing in right now. Try again in a moment.", StatusCodes.Status429TooManyRequests);

    public static SignInOutcome NoLink { get; } = new(null, InvitationPage.NoLink, StatusCodes.Status400BadRequest);

    public static SignInOutcome PasskeyNotMade { get; } = Refused(FactorOutcome.PasskeyNotMade.Problem!);

    public static SignInOutcome Refused(string problem) => new(null, problem, StatusCodes.Status400BadRequest);

    public static SignInOutcome Later(TimeSpan wait) =>
        new(null, $"Too many attempts. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.", StatusCodes.Status429TooManyRequests);

    public static SignInOutcome Halfway(string proof) => new(null, null, StatusCodes.Status200OK) { Proof = proof };

    public static SignInOutcome Welcome(ClaimsPrincipal principal) => new(principal, null, StatusCodes.Status200OK);

    /// <summary>Gives the browser its session and answers null; or sets the status and answers the sentence that says why not.</summary>
    public async Task<string?> AnswerAsync(HttpContext context)
    {
        if (Principal is null)
        {
            context.Response.StatusCode = Status;
            return Problem;
        }
        await context.SignInAsync(Principal);
        return null;
    }
}
