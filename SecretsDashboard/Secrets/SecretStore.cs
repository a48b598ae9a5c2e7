using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Where people add, change, import and delete secrets: all environments and keys of one save in one transaction with its audit line. It takes
/// values and never gives one back.
/// </summary>
internal sealed class SecretStore(AccessGuard guard, StoredLimits limits, SecretChanges changes, SecretDeletion deletion, SecretImport import, ValueChecks checks)
{
    /// <summary>Asks whether the caller may save anything there, before what they send is read. Each save asks again by itself.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="LimitReachedException">The project is full, or the caller stored too much today.</exception>
    public Task AskAsync(Caller caller, string project, CancellationToken cancellationToken) => guard.ReadAsync(caller, Permission.ChangeSecrets, project, async deed =>
    {
        limits.Ask(caller.UserId);
        await limits.AskAsync(deed.Db, deed.Project, cancellationToken);
        return true;
    }, cancellationToken);

    /// <inheritdoc cref="SecretChanges.AddAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SaveOutcome> AddAsync(Caller caller, string project, SecretDraft draft, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ChangeSecrets, project, deed => changes.AddAsync(deed, draft, cancellationToken), cancellationToken);

    /// <inheritdoc cref="SecretChanges.ChangeAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SaveOutcome> ChangeAsync(Caller caller, string project, SecretDraft draft, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ChangeSecrets, project, deed => changes.ChangeAsync(deed, draft, cancellationToken), cancellationToken);

    /// <inheritdoc cref="SecretImport.OutlineAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    public Task<SaveOutcome> OutlineAsync(Caller caller, string project, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken) =>
        SecretImport.Refusal(file) is { } refusal ? Task.FromResult(refusal)
        : guard.ReadAsync(caller, Permission.ChangeSecrets, project, deed => SecretImport.OutlineAsync(deed, file, environments, cancellationToken), cancellationToken);

    /// <inheritdoc cref="SecretImport.PreviewAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="StorageUnavailableException">That it was told cannot be recorded, so it is not told.</exception>
    public async Task<SaveOutcome> PreviewAsync(Caller caller, string project, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken)
    {
        if (SecretImport.Refusal(file) is { } refusal)
        {
            return refusal;
        }
        // compared outside the write gate, where many names would keep others waiting; told once it is counted there, with the line that says so
        var (outcome, lines) = await guard.ReadAsync(caller, Permission.ChangeSecrets, project, async deed =>
            (await import.PreviewAsync(deed, file, environments, cancellationToken), deed.Lines), cancellationToken);
        return lines.Count == 0 || await guard.ChangeAsync(caller, Permission.ChangeSecrets, project, deed => checks.TellAsync(deed, lines, cancellationToken), cancellationToken)
            ? outcome
            // others of their tabs were told meanwhile: now it is planned without comparing
            : await PreviewAsync(caller, project, file, environments, cancellationToken);
    }

    /// <inheritdoc cref="SecretImport.ImportAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SaveOutcome> ImportAsync(Caller caller, string project, DotEnv file, IReadOnlyCollection<string> environments, string? basis, CancellationToken cancellationToken) =>
        SecretImport.Refusal(file) is { } refusal ? Task.FromResult(refusal)
        : guard.ChangeAsync(caller, Permission.ChangeSecrets, project, deed => import.ImportAsync(deed, file, environments, basis, cancellationToken), cancellationToken);

    /// <inheritdoc cref="SecretDeletion.DeleteAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SaveOutcome> DeleteAsync(Caller caller, string project, string key, SecretStamp? shown, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ChangeSecrets, project, deed => deletion.DeleteAsync(deed, key, shown, cancellationToken), cancellationToken);
}
