using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Ui;

/// <summary>The event <c>onformsaved</c>, raised by <c>ValueForm.razor.js</c>, as Razor knows it.</summary>
[EventHandler("onformsaved", typeof(FormSavedEventArgs))]
public static class EventHandlers;
