using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;

namespace SecretsDashboard.Demo;

/// <summary>The people of the story: lets them in, and gives their callers to the stores.</summary>
internal sealed class DemoCast(IServiceProvider services, DemoClock clock, string password)
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private readonly Dictionary<string, (Caller Caller, DateTimeOffset Since)> here = new(StringComparer.Ordinal);
    private readonly AccountStore accounts = services.GetRequiredService<AccountStore>();

    /// <summary>The owner sets the instance up.</summary>
    public async Task SetUpAsync(CancellationToken cancellationToken) => Welcome(DemoPerson.Owner, await accounts.SetUpAsync(
        new SetUpForm { Name = DemoPerson.Owner.Name, Email = DemoPerson.Owner.Email, Password = password, ConfirmPassword = password }, VisitOf(DemoPerson.Owner), cancellationToken));

    /// <summary>Someone is invited.</summary>
    /// <returns>The code of the link.</returns>
    public async Task<string> InviteAsync(DemoPerson by, string email, InstanceRole role, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<InvitationStore>().InviteAsync(await AtAsync(by, cancellationToken, confirmed: true), new InviteForm { Email = email, Role = $"{role}" }, cancellationToken)).Code
        ?? throw new InvalidOperationException($"{email} was not invited.");

    /// <summary>Someone joins.</summary>
    public async Task JoinAsync(DemoPerson person, string code, CancellationToken cancellationToken) => Welcome(person, (await services.GetRequiredService<JoinStore>().JoinAsync(
        new JoinForm { Code = code, Name = person.Name, Password = password, ConfirmPassword = password }, VisitOf(person), cancellationToken)).Principal);

    /// <summary>Someone mistypes their password.</summary>
    public Task MistypeAsync(DemoPerson person, CancellationToken cancellationToken) =>
        accounts.SignInAsync(new SignInForm { Email = person.Email, Password = "mistyped" }, VisitOf(person), cancellationToken);

    /// <summary>Someone at their desk; they sign in where their session ran out.</summary>
    /// <param name="person">Who.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="confirmed">What they do asks for a proof of identity that is fresh.</param>
    public async Task<Caller> AtAsync(DemoPerson person, CancellationToken cancellationToken, bool confirmed = false)
    {
        var longest = confirmed ? Session.Confirmed : Session.Idle;
        if (!here.TryGetValue(person.Email, out var known) || clock.GetUtcNow() - known.Since > longest - TimeSpan.FromMinutes(1))
        {
            var sessions = services.GetRequiredService<SessionStore>();
            Welcome(person, await services.GetRequiredService<WriteGate>().WriteAsync(async db => await sessions.WelcomeAsync(
                db, await db.Users.SingleAsync(user => user.Email == person.Email, cancellationToken), [new AuditLine(AuditAction.SignIn)], VisitOf(person), cancellationToken), cancellationToken));
        }
        return here[person.Email].Caller with { RequestId = NewRequest() };
    }

    /// <summary>Their id.</summary>
    public Guid IdOf(DemoPerson person) => here[person.Email].Caller.UserId;

    /// <summary>A trace id, as a request would have.</summary>
    public static string NewRequest() => Guid.NewGuid().ToString("N");

    private static Visit VisitOf(DemoPerson person) => new(person.Address, Browser, NewRequest());

    private void Welcome(DemoPerson person, ClaimsPrincipal? principal)
    {
        var (user, session) = SessionClaims.Read(principal) ?? throw new InvalidOperationException($"{person.Name} was not let in.");
        here[person.Email] = (new Caller(user, session, $"{person.Address}", NewRequest()), clock.GetUtcNow());
    }
}
