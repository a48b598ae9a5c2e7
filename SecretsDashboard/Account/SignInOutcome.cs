using System.Security.Claims;

namespace SecretsDashboard.Account;

/// <summary>The answer to an attempt to sign in or to join: who it is, or the sentence that says why not.</summary>
internal sealed record SignInOutcome(ClaimsPrincipal? Principal, string? Problem, int Status)
{
    /// <summary>The password was right and the second factor is still to come: what proves the first, see <see cref="PasswordProof"/>.</summary>
    public string? Proof { get; init; }

    /// <summary>When to try again; null: waiting does not help.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Where somebody joined: what they came into.</summary>
    public Admission? Admission { get; init; }

    public static SignInOutcome Wrong { get; } = Refused("Email or password is wrong.");

    public static SignInOutcome WrongCode { get; } = Refused("This code is wrong, or was used already. Each code counts once.");

    public static SignInOutcome WrongRecoveryCode { get; } = Refused("This recovery code is wrong, or was used already.");

    public static SignInOutcome DamagedFactor { get; } =
        Refused("The authenticator app stored for this account is damaged, so no code of it can be checked. Use a recovery code or a passkey, or ask an administrator to reset the second factor.");

    public static SignInOutcome Busy { get; } = Of(AccountOutcome.Busy);

    public static SignInOutcome NoLink { get; } = Refused(InvitationPage.NoLink);

    public static SignInOutcome PasskeyNotMade { get; } = Of(AccountOutcome.PasskeyNotMade);

    public static SignInOutcome Refused(string problem) => Of(AccountOutcome.Refused(problem));

    public static SignInOutcome Later(TimeSpan wait) => Of(AccountOutcome.Later(wait));

    public static SignInOutcome Halfway(string proof) => new(null, null, StatusCodes.Status200OK) { Proof = proof };

    public static SignInOutcome Welcome(ClaimsPrincipal principal) => new(principal, null, StatusCodes.Status200OK);

    /// <summary>Gives the browser its session (<see cref="SessionStore.GiveAsync"/>) and answers null; or sets the status and answers the sentence that says why not.</summary>
    public async Task<string?> AnswerAsync(HttpContext context)
    {
        if (Principal is null)
        {
            return new AccountOutcome(Problem, Status) { Wait = Wait }.Answer(context);
        }
        await context.RequestServices.GetRequiredService<SessionStore>().GiveAsync(context, Principal);
        return null;
    }

    // the one of the compiler would name the proof
    public override string ToString() => $"sign-in: {Status}";

    private static SignInOutcome Of(AccountOutcome refused) => new(null, refused.Problem, refused.Status) { Wait = refused.Wait };
}
