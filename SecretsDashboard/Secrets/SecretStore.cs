using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Where people add, change and delete secrets: all environments of one save in one transaction with its audit line. It takes
/// values and never gives one back.
/// </summary>
internal sealed class SecretStore(AccessGuard guard, SecretChanges changes)
{
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

    /// <inheritdoc cref="SecretChanges.DeleteAsync"/>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not change it.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task DeleteAsync(Caller caller, string project, string key, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ChangeSecrets, project, async deed =>
        {
            await changes.DeleteAsync(deed, key, cancellationToken);
            return true;
        }, cancellationToken);
}
