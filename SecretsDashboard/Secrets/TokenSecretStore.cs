using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>Where programs set and remove values, in the one environment of their token.</summary>
internal sealed class TokenSecretStore(TokenGuard guard, StoredLimits limits, SecretChanges changes, SecretDeletion deletion, SecretImport import, ValueChecks checks)
{
    /// <summary>Asks whether the program may set anything, before what it sends is read. Each change asks again by itself.</summary>
    /// <exception cref="AccessDeniedException">The token may not write.</exception>
    /// <exception cref="LimitReachedException">The project is full, or the token stored too much today.</exception>
    public Task AskAsync(TokenCaller caller, CancellationToken cancellationToken) => guard.ReadAsync(caller, TokenRights.Write, async deed =>
    {
        limits.Ask(caller.Token.Id);
        await limits.AskAsync(deed.Db, deed.Project, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Sets the value of the draft's key, adding the secret where there is none. Audited as <c>secret.added</c> or <c>secret.changed</c>.</summary>
    /// <param name="caller">The program.</param>
    /// <param name="draft">Key, value and, where given, description.</param>
    /// <param name="expected">The version the value must have, 0: none yet; null: any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">The token may not write, or was revoked.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SetOutcome> SetAsync(TokenCaller caller, SecretDraft draft, long? expected, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, async deed =>
        {
            var secret = await SecretDeletion.FindAsync(deed, draft.Key, cancellationToken);
            if (SecretKey.CaseProblem(draft.Key, secret?.Key) is { } problem)
            {
                return new SetOutcome(SaveOutcome.Invalid([new FormMessage("key", problem)]), 0, false);
            }
            var before = secret is null ? 0 : await VersionAsync(deed, secret, cancellationToken);
            if (expected is not null && expected != before)
            {
                return new SetOutcome(SaveOutcome.Changed("somebody", secret?.UpdatedAt ?? DateTime.UnixEpoch, before), before, false);
            }
            var outcome = secret is null ? await changes.AddAsync(deed, draft, cancellationToken) : await changes.ChangeAsync(deed, draft, cancellationToken);
            var after = deed.Db.SecretValues.Local.SingleOrDefault(value => value.EnvironmentId == deed.OnlyEnvironment && value.IsCurrent)?.Version;
            return new SetOutcome(outcome, after ?? before, before == 0);
        }, cancellationToken);

    /// <summary>Imports a .env file, all of it or nothing, as <see cref="SecretImport"/> does for people.</summary>
    /// <param name="caller">The program.</param>
    /// <param name="file">The bytes of the file; the caller zeroes them.</param>
    /// <param name="skipsInvalid">Leave out what breaks a rule; else one such line refuses the file. A file that breaks the grammar is refused either way.</param>
    /// <param name="isDryRun">Nothing is stored; the same is asked, and told.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">The token may not write, or was revoked.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<ImportOutcome> ImportAsync(TokenCaller caller, ReadOnlySpan<byte> file, bool skipsInvalid, bool isDryRun, CancellationToken cancellationToken)
    {
        var parsed = DotEnv.Parse(file, SecretImport.MostNames);
        return SecretImport.RefusedLines(parsed) is { } refused ? Task.FromResult(refused) : ImportAsync(caller, parsed, skipsInvalid, isDryRun, cancellationToken);
    }

    private async Task<ImportOutcome> ImportAsync(TokenCaller caller, DotEnv file, bool skipsInvalid, bool isDryRun, CancellationToken cancellationToken)
    {
        using (file)
        {
            if (!isDryRun)
            {
                // a file that is refused costs the others nothing: it is found out before the write gate
                var refused = skipsInvalid ? null : await guard.ReadAsync(caller, TokenRights.Write, deed => SecretImport.RefusedLinesAsync(deed, file, cancellationToken), cancellationToken);
                return refused ?? await guard.ChangeAsync(caller, deed => import.ImportByProgramAsync(deed, file, skipsInvalid, isDryRun: false, cancellationToken), cancellationToken);
            }
            while (true)
            {
                // as a person's preview: compared outside the write gate, told once it is counted there
                var (outcome, lines) = await guard.ReadAsync(caller, TokenRights.Write, async deed =>
                    (await import.ImportByProgramAsync(deed, file, skipsInvalid, isDryRun: true, cancellationToken), deed.Lines), cancellationToken);
                if (lines.Count == 0 || await guard.ChangeAsync(caller, deed => checks.TellAsync(deed, lines, cancellationToken), cancellationToken))
                {
                    return outcome;
                }
            }
        }
    }

    /// <summary>
    /// Takes this environment's value away; the last value of a secret takes the secret with it. Audited as <c>secret.changed</c> or
    /// <c>secret.deleted</c>.
    /// </summary>
    /// <returns>The version that was taken away; where it is not the expected one, nothing was.</returns>
    /// <exception cref="AccessDeniedException">There is no such value, or the token may not write, or was revoked.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<long> RemoveAsync(TokenCaller caller, string key, long? expected, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, async deed =>
        {
            if (await SecretDeletion.FindAsync(deed, key, cancellationToken) is not { } secret || secret.Key != key || await VersionAsync(deed, secret, cancellationToken) is not (> 0 and var version))
            {
                throw deed.Missing();
            }
            if (expected is not null && expected != version)
            {
                return version;
            }
            if (await deed.Db.SecretValues.CountAsync(value => value.SecretId == secret.Id && value.IsCurrent, cancellationToken) == 1)
            {
                await deletion.DeleteAsync(deed, key, null, cancellationToken);
                return version;
            }
            using var draft = new SecretDraft { Key = key };
            draft.Remove.Add(caller.Token.Environment);
            await changes.ChangeAsync(deed, draft, cancellationToken);
            return version;
        }, cancellationToken);

    private static Task<long> VersionAsync(Deed deed, Secret secret, CancellationToken cancellationToken) => deed.Db.SecretValues
        .Where(value => value.SecretId == secret.Id && value.EnvironmentId == deed.OnlyEnvironment && value.IsCurrent)
        .Select(value => value.Version).SingleOrDefaultAsync(cancellationToken);
}
