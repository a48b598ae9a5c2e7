using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tokens;

/// <summary>Lists, mints and revokes the service tokens of a project. A token's text leaves it once, when it is minted.</summary>
internal sealed class TokenStore(AccessGuard guard, TokenRegistry registry, TimeProvider time)
{
    public const int MostLive = 200;

    /// <summary>The project's tokens, also those that ended in the last 30 days.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no member.</exception>
    public Task<TokenPage> ListAsync(Caller caller, string project, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            if (!deed.May(Permission.ManageTokens))
            {
                return new TokenPage(deed.Project.Kind, deed.Project.Name, [], [], false);
            }
            var db = deed.Db;
            var now = time.GetUtcNow().UtcDateTime;
            var since = now.AddDays(-30);
            var environments = await db.Environments.AsNoTracking().Where(row => row.ProjectId == deed.Project.Id).OrderBy(row => row.Position).ToListAsync(cancellationToken);
            var names = environments.ToDictionary(row => row.Id, row => row.Name);
            var rows = await db.ServiceTokens.AsNoTracking()
                .Where(token => token.ProjectId == deed.Project.Id && token.ExpiresAt > since && (token.RevokedAt == null || token.RevokedAt > since))
                .ToListAsync(cancellationToken);
            var makers = await ActorNames.ReadAsync(db, rows.Select(token => token.CreatedBy), cancellationToken);
            var asks = await LateAsks.ReadAsync(db, [.. rows.Where(token => token.RevokedAt is not null || token.EndedAt is not null || token.ExpiresAt <= now).Select(token => token.PublicId)], since, cancellationToken);
            var tokens = rows.Select(token => new TokenListItem(
                token.Id, token.PublicId, token.Name, names[token.EnvironmentId], token.Rights,
                token.Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries), token.CreatedAt, makers.Of(token.CreatedBy), token.ExpiresAt,
                token.RevokedAt, token.LastUsedAt, token.LastUsedFrom)
            {
                IsEnded = token.EndedAt is not null,
                CreatedByEmail = makers.EmailOf(token.CreatedBy),
                AskedAt = asks.TryGetValue(token.PublicId, out var ask) ? ask.At : null,
                AskedFrom = ask.From ?? "",
            });
            return new TokenPage(deed.Project.Kind, deed.Project.Name, [.. environments.Select(row => (row.Slug, row.Name))],
                [.. tokens.OrderBy(token => token.StateAt(now) != TokenState.Live).ThenByDescending(token => token.CreatedAt)], true);
        }, cancellationToken);

    /// <summary>What a new token would receive, for each environment.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is not its Manager.</exception>
    public Task<IReadOnlyList<TokenReach>> ReachAsync(Caller caller, string project, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManageTokens, project, deed => TokenReaches.ReadAsync(deed.Db, deed.Project.Id, cancellationToken), cancellationToken);

    /// <summary>Mints a token. Its text is in the answer and is not kept. Audited as <c>token.minted</c>.</summary>
    /// <exception cref="AccessDeniedException">Unknown project or environment, or the caller is not its Manager.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<MintOutcome> MintAsync(Caller caller, string project, TokenForm form, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageTokens, project, async deed =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var rights = (form.Read ? TokenRights.Read : 0) | (form.List ? TokenRights.List : 0) | (form.Write ? TokenRights.Write : 0);
            var (days, daysProblem) = TokenRules.Days(form.Days);
            var (addresses, addressProblem) = TokenRules.Addresses(form.Addresses);
            var environment = await deed.Db.Environments.AsNoTracking()
                .SingleOrDefaultAsync(row => row.ProjectId == deed.Project.Id && row.Slug == form.Environment, cancellationToken) ?? throw deed.Missing();
            var mine = deed.Db.ServiceTokens.Where(ServiceToken.IsLive(now)).Where(token => token.ProjectId == deed.Project.Id);
            var isTaken = await mine.AnyAsync(token => token.Name == form.Name.Trim(), cancellationToken);
            (string Field, string? Text)[] problems =
            [
                ("name", TokenRules.Name(form.Name) ?? (isTaken ? "A live token with this name already exists" : null)),
                ("read", TokenRules.Rights(rights)),
                ("days", daysProblem),
                ("addresses", addressProblem),
                ("", await mine.CountAsync(cancellationToken) >= MostLive ? $"A project has at most {MostLive} live tokens: revoke one first" : null),
            ];
            if (problems.Any(problem => problem.Text is not null))
            {
                return MintOutcome.Invalid([.. problems.Where(problem => problem.Text is not null).Select(problem => new FormMessage(problem.Field, problem.Text!))]);
            }
            deed.RequireConfirmed();
            var (text, publicId, digest) = registry.Mint();
            var token = new ServiceToken
            {
                Id = Guid.CreateVersion7(),
                PublicId = publicId,
                ProjectId = deed.Project.Id,
                EnvironmentId = environment.Id,
                Name = form.Name.Trim(),
                Digest = digest,
                Rights = rights,
                Addresses = addresses,
                CreatedAt = now,
                CreatedBy = deed.ActorId,
                ExpiresAt = now.AddDays(days),
            };
            deed.Db.Add(token);
            deed.Record(new AuditLine(AuditAction.TokenMinted) { TargetId = token.Id, TargetName = token.Name, Environments = [environment.Slug], Reason = Words(rights) });
            deed.Afterwards(() => registry.Add(TokenRegistry.EntryOf(token, deed.Project, environment.Slug)));
            return new MintOutcome("saved", $"{token.Name} minted") { Id = token.Id, Token = text };
        }, cancellationToken);

    /// <summary>Revokes a token: requests that start after the answer are refused. Audited as <c>token.revoked</c>.</summary>
    /// <exception cref="AccessDeniedException">Unknown project or token, or the caller is not its Manager.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task RevokeAsync(Caller caller, string project, Guid id, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageTokens, project, async deed =>
        {
            var token = await deed.Db.ServiceTokens.SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == deed.Project.Id, cancellationToken) ?? throw deed.Missing();
            if (token.RevokedAt is null)
            {
                token.RevokedAt = time.GetUtcNow().UtcDateTime;
                deed.Record(new AuditLine(AuditAction.TokenRevoked) { TargetId = token.Id, TargetName = token.Name });
                deed.Afterwards(() => registry.Remove(entry => entry.Id == id));
            }
            return true;
        }, cancellationToken);

    internal static string Words(TokenRights rights) =>
        string.Join(", ", Enum.GetValues<TokenRights>().Where(right => right != TokenRights.None && rights.HasFlag(right)).Select(right => right.ToString().ToLowerInvariant()));
}
