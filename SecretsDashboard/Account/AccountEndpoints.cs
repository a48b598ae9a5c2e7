using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>What the account pages' scripts and the sign-out button talk to.</summary>
internal static class AccountEndpoints
{
    /// <summary>Stands after authentication and before everything that a session opens.</summary>
    public static void UseAccount(this WebApplication app) => app.UseMiddleware<LimitedSessions>();

    public static void MapAccount(this WebApplication app)
    {
        // 204 while the session lives, else 401; asking counts as use
        app.MapGet("/account/session", (HttpContext context) => context.User.Identity?.IsAuthenticated == true ? Results.NoContent() : Results.Unauthorized())
            .AllowAnonymous();

        // for a page that looks by itself: asking is no use
        app.MapGet(SessionCookie.StatePath, async (HttpContext context, LiveSessions sessions, OwnSignOuts signedOut) =>
            context.Features.Get<LimitedSession>() is not null ? "limited"
            : context.User.Identity?.IsAuthenticated == true ? "live"
            : SessionCookie.Named(context) is not { } ids || signedOut.Contains(ids.Session) ? "signed out"
            : await sessions.RanOutAsync(ids.User, ids.Session, context.RequestAborted) ? "ran out"
            : "ended").AllowAnonymous();

        app.MapPost("/setup/check", async (LinkAttempt attempt, SetUpCode code, AccountStore accounts, CancellationToken cancellationToken) =>
                code.Matches(attempt.Code) && !await accounts.HasOwnerAsync(cancellationToken) ? Results.NoContent() : Results.NotFound())
            .AllowAnonymous();

        app.MapPost("/invitations/check", async (LinkAttempt attempt, JoinStore joins, HttpContext context) =>
                Checked(await joins.FindAsync(attempt.Code, context.RequestAborted), context))
            .AllowAnonymous();

        app.MapPost("/reset/check", async (LinkAttempt attempt, PasswordResetStore resets, HttpContext context) =>
                Checked(await resets.FindAsync(attempt.Code, context.RequestAborted), context))
            .AllowAnonymous();

        app.MapPost("/account/step-up", async (ConfirmForm form, OwnConfirmation confirmation, HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            var outcome = await confirmation.ConfirmAsync(CurrentCaller.Of(context), form, context, context.RequestAborted);
            return Results.Json(outcome.Problem is null ? StepUpOutcome.Confirmed : StepUpOutcome.Refused(form.HasPasskey ? "credential" : "password", outcome.Problem));
        }).RequireAuthorization();

        app.MapPost("/account/step-up/passkey", async (OwnConfirmation confirmation, HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            return Options(await confirmation.BeginPasskeyAsync(CurrentCaller.Of(context), context, context.RequestAborted));
        }).RequireAuthorization();

        app.MapPost("/invitations/passkey", async (LinkAttempt attempt, PasskeyJoin joins, HttpContext context) =>
        {
            var (options, problem) = await joins.BeginAsync(attempt.Code, attempt.Name, context, context.RequestAborted);
            return options is null ? Results.Json(new { problem, field = problem == InvitationPage.NoLink ? null : "Form.Name" }) : Options(options);
        }).AllowAnonymous();

        app.MapPost("/login/passkey", async (HttpContext context, PasskeySignIn passkeys) =>
                Options(await passkeys.BeginAsync(context, context.RequestAborted)))
            .AllowAnonymous();

        app.MapPost("/account/passkeys", async (HttpContext context, PasskeyStore passkeys, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            return Options(await passkeys.BeginAsync(CurrentCaller.Of(context), context, context.RequestAborted));
        }).RequireAuthorization();

        app.MapPost("/logout", async (HttpContext context, SessionStore sessions, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            await sessions.SignOutAsync(CurrentCaller.Of(context), context.RequestAborted);
            await context.SignOutAsync();
            return Results.LocalRedirect("/login");
        }).RequireAuthorization();
    }

    // for the browser, which makes or shows a passkey
    private static IResult Options(string json) => Results.Text(json, "application/json");

    // whom a link is for, for its holder; used, expired, withdrawn and unknown ones answer alike
    private static IResult Checked(string? email, HttpContext context) =>
        email is null ? Results.NotFound()
        : context.User.Identity?.IsAuthenticated == true ? Results.Conflict()
        : Results.Json(new { email });
}
